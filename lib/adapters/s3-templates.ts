import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { StackPlace } from '../domain/reconcile/asset-bucket';

/** The templates that are too large for a call, in a bucket. */
export class S3Templates {
  constructor(private readonly client: Pick<S3Client, 'send'>) {}

  /** Puts a template into a bucket, and says by which address CloudFormation finds it there. */
  async put(bucket: string, text: string, { region }: Pick<StackPlace, 'region'>): Promise<string> {
    const Key = `sluice-reconcile/${createHash('sha256').update(text).digest('hex')}.json`;
    await this.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: text, ContentType: 'application/json' }));
    const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    return `https://${bucket}.s3.${region}.${suffix}/${Key}`;
  }
}
