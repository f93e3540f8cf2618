import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { ApiError } from '../kernel/api-error';
import type { PermissionsNeeded } from '../kernel/permission';
import { serviceApi } from '../kernel/service-api';

/** S3 as the place of published assets: what `cdk deploy` would upload, read from the assembly's folder. */
export class S3 {
  private readonly objects = new Map<string, string>();

  /**
   * Publishes an asset.
   *
   * @param path the file, or the folder that would be uploaded as an archive
   */
  put(bucket: string, key: string, path: string): void {
    this.objects.set(`${bucket}/${key}`, path);
  }

  /** The folder that an archive was made from, without symbolic links: Node.js names modules by their real paths. */
  directory(bucket: string, key: string): string | undefined {
    const path = this.objects.get(`${bucket}/${key}`);
    return path !== undefined && existsSync(path) && statSync(path).isDirectory() ? realpathSync(path) : undefined;
  }

  /** The text of an object. */
  text(bucket: string, key: string): string | undefined {
    const path = this.objects.get(`${bucket}/${key}`);
    return path === undefined ? undefined : readFileSync(path, 'utf8');
  }

  /** `GetObject`. */
  readonly api = serviceApi('s3', {
    GetObject: ({ Bucket, Key }) => {
      const Body = this.text(String(Bucket), String(Key));
      if (Body === undefined) throw new ApiError('NoSuchKey', 'The specified key does not exist.', 404);
      return { Body };
    },
  });
}

/** Service Authorization Reference, "Amazon S3". */
export const s3Permissions: PermissionsNeeded = (operation, { Bucket, Key }) => [
  { action: `s3:${operation}`, resource: `arn:aws:s3:::${String(Bucket)}/${String(Key)}` },
];
