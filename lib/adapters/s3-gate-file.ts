import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { gateFileSchema, type GateFile } from '../domain/gate/gate-definition';

/** Reads the gates that a release shipped. */
export async function readGateFile(client: S3Client, object: { bucket: string; key: string }): Promise<GateFile> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: object.bucket, Key: object.key }));
  const text = await Body?.transformToString();
  return v.parse(gateFileSchema, JSON.parse(text ?? ''));
}
