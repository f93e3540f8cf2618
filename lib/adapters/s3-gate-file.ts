import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { gateFileSchema, type GateFile } from '../domain/gates/gate-file';
import type { GateFileObject } from '../domain/release/manifest';
import { BUDGETS } from '../domain/size/budgets';
import { sha256Of } from './digest';
import { OutsideError } from './outside-error';
import { readBounded } from './read-bounded';

/**
 * Reads the gates that a release shipped: those and no others, whoever may write to the bucket, and no further than they
 * can be long.
 */
export async function readGateFile(client: S3Client, { bucket, key, sha256 }: GateFileObject): Promise<GateFile> {
  const notShipped = (why: string) =>
    new Error(
      `The file of gates s3://${bucket}/${key} is not the one that the release shipped: ${why}. Look who may write to the bucket, delete the object and deploy again, which uploads it anew.`,
    );
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = await readBounded(Body instanceof Readable ? Body : Readable.from([]), BUDGETS.gateFile).catch(
    (error: unknown) => {
      throw error instanceof OutsideError ? notShipped(error.message) : error;
    },
  );
  const found = sha256Of(bytes);
  if (found !== sha256) throw notShipped(`its SHA-256 is ${found}, and the manifest says ${sha256}`);
  return v.parse(gateFileSchema, JSON.parse(bytes.toString('utf8')));
}
