import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { sha256Of } from '../adapters/digest';
import { unpackedArchive } from '../adapters/unpacked-archive';
import { codeDigestSchema, imageDigest, type CodeDigest } from '../domain/code/code-digest';
import { MOST_FILES, MOST_UNZIPPED_BYTES } from '../domain/code/package-limits';
import { unpackedDigest, type UnpackedFile } from '../domain/code/unpacked-digest';
import type { StackTemplate } from './read-templates';
import { UsageError } from './usage-error';

/** Where the code of a release is, before it is deployed. */
export type CodeSource =
  | { readonly kind: 'folder' | 'archive'; readonly path: string }
  | { readonly kind: 'digest'; readonly digest: CodeDigest };

const codeSchema = v.looseObject({
  S3Key: v.optional(v.unknown()),
  ZipFile: v.optional(v.unknown()),
  ImageUri: v.optional(v.unknown()),
});

/** The code of a function of a stack, out of the stack's assembly; undefined where the assembly does not hold it. */
export function codeSourceIn(
  { directory, template }: StackTemplate,
  functionId: string | undefined,
): CodeSource | undefined {
  const code = v.safeParse(codeSchema, template.Resources[functionId ?? '']?.Properties.Code);
  if (!code.success) return undefined;
  const { S3Key, ZipFile, ImageUri } = code.output;
  if (typeof ZipFile === 'string') return { kind: 'digest', digest: `sha256:${sha256Of(ZipFile)}` };
  if (typeof ImageUri === 'string') {
    const digest = imageDigest(ImageUri);
    return digest === undefined ? undefined : { kind: 'digest', digest };
  }
  return typeof S3Key === 'string' ? publishedAs(S3Key, directory) : undefined;
}

const assetsSchema = v.looseObject({
  files: v.optional(
    v.record(
      v.string(),
      v.looseObject({
        source: v.looseObject({ path: v.optional(v.string()), packaging: v.optional(v.string(), 'file') }),
        destinations: v.record(v.string(), v.looseObject({ objectKey: v.string() })),
      }),
    ),
    {},
  ),
});

/** The file or folder of an assembly that is published under a key (AWS CDK, cloud-assembly-schema, "AssetManifest"). */
function publishedAs(key: string, directory: string): CodeSource | undefined {
  for (const name of readdirSync(directory).filter((entry) => entry.endsWith('.assets.json'))) {
    const text = readFileSync(join(directory, name), 'utf8');
    const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), assetsSchema), text);
    if (!success) continue;
    for (const { source, destinations } of Object.values(output.files)) {
      if (source.path === undefined) continue;
      if (!Object.values(destinations).some(({ objectKey }) => objectKey === key)) continue;
      return { kind: source.packaging === 'zip' ? 'folder' : 'archive', path: resolve(directory, source.path) };
    }
  }
  return undefined;
}

/** Code that somebody shows: a folder, an archive, or the digest of an image. */
export function codeSourceAt(shown: string): CodeSource {
  if (v.is(codeDigestSchema, shown)) return { kind: 'digest', digest: shown };
  const path = resolve(shown);
  if (!existsSync(path)) throw new UsageError(`\`--code\` ${path} does not exist.`);
  return { kind: statSync(path).isDirectory() ? 'folder' : 'archive', path };
}

/** @throws UsageError where it is no code that Lambda would take */
export async function codeDigestOf(source: CodeSource): Promise<CodeDigest> {
  if (source.kind === 'digest') return source.digest;
  const { kind, path } = source;
  try {
    return kind === 'folder' ? unpackedDigest(filesIn(path), sha256Of) : await unpackedArchive(readFileSync(path));
  } catch (error) {
    throw new UsageError(
      `The code in ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The files that the CDK would upload: hidden ones too, and through symbolic links (cdk-assets, `zipDirectory`). */
function filesIn(directory: string): readonly UnpackedFile[] {
  const files: UnpackedFile[] = [];
  let left = MOST_UNZIPPED_BYTES;
  const walk = (prefix: string): void => {
    for (const entry of readdirSync(join(directory, prefix))) {
      const path = prefix === '' ? entry : `${prefix}/${entry}`;
      const found = statSync(join(directory, path));
      if (found.isDirectory()) {
        walk(path);
        continue;
      }
      left -= found.size;
      if (left < 0 || files.length === MOST_FILES) throw new Error('it is more than Lambda takes');
      files.push({ path, sha256: sha256Of(readFileSync(join(directory, path))) });
    }
  };
  walk('');
  return files;
}
