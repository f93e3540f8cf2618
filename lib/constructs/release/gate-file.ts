import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileAssetPackaging, Stack, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GateFile } from '../../domain/gates/gate-file';
import type { GateFileObject } from '../../domain/release/manifest';

/**
 * Adds the gates of a release to the assembly as a file asset, named by what is in it: the same gates are the same
 * object, and a release that was opened with them can read them for as long as the bucket keeps them.
 */
export function addGateFile(scope: Construct, file: GateFile): GateFileObject {
  const text = JSON.stringify(file);
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  const outdir = Stage.of(scope)?.outdir;
  if (outdir === undefined) throw new Error('A GatedRelease belongs to an App: its gates are written to the assembly.');
  const fileName = `asset.${hash}.json`;
  const path = join(outdir, fileName);
  // Also where a file of that name is there: what was put into it since would be uploaded under the same name.
  writeFileSync(path, text);
  const { bucketName, objectKey } = Stack.of(scope).synthesizer.addFileAsset({
    fileName,
    packaging: FileAssetPackaging.FILE,
    sourceHash: hash,
  });
  // Not CDK's hash of the asset, of which others decide what goes in: the platform holds the bytes against this one.
  return { bucket: bucketName, key: objectKey, sha256: hash };
}
