import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { gateFileSchema, type GateFile } from '../domain/gates/gate-file';
import type { GateFileObject } from '../domain/release/manifest';
import { sha256Of } from './digest';

/** Reads the gates that a release shipped: those and no others, whoever may write to the bucket. */
export async function readGateFile(client: S3Client, { bucket, key, sha256 }: GateFileObject): Promise<GateFile> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  const found = sha256Of(bytes);
  if (found !== sha256) {
    throw new Error(
      `The file of gates s3://${bucket}/${key} is not the one that the release shipped: its SHA-256 is ${found}, and the manifest says ${sha256}. Look who may write to the bucket, delete the object and deploy again, which uploads it anew.`,
    );
  }
  return v.parse(gateFileSchema, JSON.parse(new TextDecoder().decode(bytes)));
}
