import { isUtf8 } from 'node:buffer';
import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import type { PermissionsNeeded } from '../kernel/permission';
import { operation, serviceApi } from '../kernel/service-api';
import { PublishedObject } from './published-object';

const ONE = v.strictObject({ Bucket: v.string(), Key: v.string(), ChecksumMode: v.optional(v.literal('ENABLED')) });
const NEW = v.strictObject({ Bucket: v.string(), Key: v.string(), Body: v.instance(Buffer) });

/**
 * S3 as the place of published assets: what `cdk deploy` would upload, read from the assembly's folder, and what calls put
 * beside it. A bucket exists once an asset is in it.
 */
export class S3 {
  private readonly objects = new Map<string, PublishedObject>();
  private readonly buckets = new Set<string>();

  /**
   * Publishes an asset.
   *
   * @param path the file, or the folder that would be uploaded as an archive
   */
  put(bucket: string, key: string, path: string): void {
    this.buckets.add(bucket);
    if (this.objects.get(`${bucket}/${key}`)?.path === path) return;
    this.objects.set(`${bucket}/${key}`, new PublishedObject({ path }));
  }

  /** An archive that was made from a folder; undefined where there is no such object, or it is another one. */
  archive(bucket: string, key: string): { readonly directory: string; sha256(): string } | undefined {
    const object = this.objects.get(`${bucket}/${key}`);
    const directory = object?.directory;
    return object && directory !== undefined ? { directory, sha256: () => object.sha256() } : undefined;
  }

  /** The text of an object. */
  text(bucket: string, key: string): string | undefined {
    return this.objects.get(`${bucket}/${key}`)?.bytes().toString('utf8');
  }

  /** `GetObject`, `HeadObject` and `PutObject`: Amazon S3 API Reference. */
  readonly api = serviceApi('s3', {
    GetObject: operation(ONE, (given) => {
      const object = this.object(given, new ApiError('NoSuchKey', 'The specified key does not exist.', 404));
      const bytes = object.bytes();
      return { Body: isUtf8(bytes) ? bytes.toString('utf8') : bytes, ...described(object, given) };
    }),
    HeadObject: operation(ONE, (given) =>
      described(this.object(given, new ApiError('NotFound', 'Not Found', 404)), given),
    ),
    PutObject: operation(NEW, ({ Bucket, Key, Body }) => {
      if (!this.buckets.has(Bucket)) throw new ApiError('NoSuchBucket', 'The specified bucket does not exist', 404);
      const object = new PublishedObject({ bytes: Body });
      this.objects.set(`${Bucket}/${Key}`, object);
      return { ETag: object.facts().etag };
    }),
  });

  private object({ Bucket, Key }: v.InferOutput<typeof ONE>, refusal: ApiError): PublishedObject {
    const object = this.objects.get(`${Bucket}/${Key}`);
    if (!object?.exists) throw refusal;
    return object;
  }
}

/** The checksum is told where it is asked for. */
function described(object: PublishedObject, { ChecksumMode }: v.InferOutput<typeof ONE>) {
  const { size, etag, checksum, checksumType } = object.facts();
  return {
    ContentLength: size,
    ETag: etag,
    ...(ChecksumMode === undefined ? {} : { ChecksumSHA256: checksum, ChecksumType: checksumType }),
  };
}

/** Service Authorization Reference, "Amazon S3": whoever may get an object may look at it. */
export const s3Permissions: PermissionsNeeded = (operation, { Bucket, Key }) => [
  {
    action: operation === 'PutObject' ? 's3:PutObject' : 's3:GetObject',
    resource: `arn:aws:s3:::${String(Bucket)}/${String(Key)}`,
  },
];
