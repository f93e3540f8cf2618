import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { CodeObjects, ReadCode } from '../domain/code/code-objects';
import { MOST_ZIPPED_BYTES } from '../domain/code/package-limits';
import type { CodeObject } from '../domain/code/released-code';
import { sha256Of } from './digest';
import { unpackedArchive } from './unpacked-archive';

/** Packages in S3, as whoever has the client may read them. */
export class S3Code implements CodeObjects {
  constructor(private readonly client: Pick<S3Client, 'send'>) {}

  async sha256(object: CodeObject): Promise<string> {
    const said = await this.client.send(new HeadObjectCommand({ ...named(object), ChecksumMode: 'ENABLED' }));
    return wholeChecksum(said.ChecksumSHA256) ?? this.hashed(object);
  }

  async read(object: CodeObject): Promise<ReadCode> {
    const { chunks, length } = await this.opened(object);
    if (length > MOST_ZIPPED_BYTES) throw tooLong(length);
    // In one piece from the start: joined afterwards it would be there twice.
    const bytes = Buffer.allocUnsafe(length);
    let at = 0;
    for await (const chunk of chunks) {
      if (at + chunk.byteLength > length) throw new Error(`it is longer than the ${length} bytes that S3 says`);
      bytes.set(chunk, at);
      at += chunk.byteLength;
    }
    if (at < length) throw new Error(`it ended after ${at} of ${length} bytes`);
    return { sha256: sha256Of(bytes), unpacked: () => unpackedArchive(bytes) };
  }

  private async hashed(object: CodeObject): Promise<string> {
    const { chunks } = await this.opened(object);
    const hash = createHash('sha256');
    let read = 0;
    for await (const chunk of chunks) {
      read += chunk.byteLength;
      if (read > MOST_ZIPPED_BYTES) throw tooLong(read);
      hash.update(chunk);
    }
    return hash.digest('hex');
  }

  private async opened(object: CodeObject) {
    const { Body, ContentLength = 0 } = await this.client.send(new GetObjectCommand(named(object)));
    const chunks: AsyncIterable<Uint8Array> = Body instanceof Readable ? Body : Readable.from([]);
    return { chunks, length: ContentLength };
  }
}

function named({ bucket, key, version }: CodeObject) {
  return { Bucket: bucket, Key: key, ...(version === undefined ? {} : { VersionId: version }) };
}

/**
 * Of what was uploaded in parts S3 has a checksum of the parts' checksums, with their number behind it (Amazon S3 User
 * Guide, "Checking object integrity"): that is not of the bytes.
 */
function wholeChecksum(checksum: string | undefined): string | undefined {
  const bytes = Buffer.from(checksum ?? '', 'base64');
  return checksum !== undefined && !checksum.includes('-') && bytes.length === 32 ? bytes.toString('hex') : undefined;
}

function tooLong(bytes: number): Error {
  return new Error(`it has ${bytes} bytes or more, and no package of Lambda has more than ${MOST_ZIPPED_BYTES}`);
}
