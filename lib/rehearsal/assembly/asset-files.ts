import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import { AssemblyError } from './assembly-error';
import { readJson } from './read-json';

/** A file, or a directory to be zipped, that `cdk deploy` would upload before the stacks. */
export interface AssemblyFile {
  /** May hold `${AWS::AccountId}`, `${AWS::Region}` and `${AWS::Partition}`. */
  readonly bucketName: string;
  readonly objectKey: string;
  /** Absolute. */
  readonly path: string;
  readonly packaging: 'zip' | 'file';
}

const ASSET_MANIFEST = v.object({
  files: v.optional(
    v.record(
      v.string(),
      v.object({
        source: v.object({
          path: v.optional(v.string()),
          packaging: v.optional(v.picklist(['zip', 'file']), 'file'),
          executable: v.optional(v.array(v.string())),
        }),
        destinations: v.record(v.string(), v.object({ bucketName: v.string(), objectKey: v.string() })),
      }),
    ),
    {},
  ),
  dockerImages: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** The files of one asset manifest, such as `Chat.assets.json`. */
export function readAssetFiles(directory: string, manifestFile: string): readonly AssemblyFile[] {
  const file = resolve(directory, manifestFile);
  const manifest = readJson(file, ASSET_MANIFEST, 'FILE_NOT_FOUND');
  const [image] = Object.keys(manifest.dockerImages);
  if (image !== undefined) throw new NotEmulated(`Docker image asset ${image}`, file);
  return Object.entries(manifest.files).flatMap(([id, { source, destinations }]) => {
    if (source.path === undefined) throw new NotEmulated(`Asset ${id} that a command makes (source.executable)`, file);
    const path = resolve(directory, source.path);
    if (!existsSync(path)) {
      throw new AssemblyError(
        'FILE_NOT_FOUND',
        `Asset ${id} names ${path}, which does not exist.`,
        file,
        'Run `cdk synth` again, and move cdk.out only as a whole.',
      );
    }
    return Object.values(destinations).map(({ bucketName, objectKey }) => ({
      bucketName,
      objectKey,
      path,
      packaging: source.packaging,
    }));
  });
}
