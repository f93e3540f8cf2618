import { createHash } from 'node:crypto';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { CodeDigest } from '../domain/code/code-digest';
import { MOST_FILES, MOST_UNZIPPED_BYTES } from '../domain/code/package-limits';
import { unpackedDigest, type UnpackedFile } from '../domain/code/unpacked-digest';
import { sha256Of } from './digest';

/**
 * The digest of what an archive unpacks to, by the list at its end, which what unpacks it goes by. Files are unpacked one after
 * the other and kept nowhere, and no further than a package of Lambda can be long, whatever their headers say.
 *
 * @throws Error where it is no archive, or none that Lambda would take
 */
export async function unpackedArchive(archive: Buffer): Promise<CodeDigest> {
  // A path that leads out of the package, or has a backslash, is refused.
  const zip = await fromBufferPromise(archive, { lazyEntries: true, strictFileNames: true });
  if (zip.entryCount > MOST_FILES) throw new Error(`it has ${zip.entryCount} files, and ${MOST_FILES} are the most`);
  const files: UnpackedFile[] = [];
  let left = MOST_UNZIPPED_BYTES;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const { sha256, bytes } = await hashed(zip, entry, left);
    left -= bytes;
    files.push({ path: entry.fileName, sha256 });
  }
  return unpackedDigest(files, sha256Of);
}

async function hashed(
  zip: ZipFile,
  entry: Entry,
  mostBytes: number,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  if (entry.uncompressedSize > mostBytes) throw tooLarge();
  const hash = createHash('sha256');
  let bytes = 0;
  const chunks: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw tooLarge();
    hash.update(chunk);
  }
  return { sha256: hash.digest('hex'), bytes };
}

function tooLarge(): Error {
  return new Error(`it unpacks to more than the ${MOST_UNZIPPED_BYTES / 1024 / 1024} MB that Lambda takes`);
}
