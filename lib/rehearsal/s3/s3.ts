import { existsSync, readFileSync, statSync } from 'node:fs';
import { NotEmulated } from '../kernel/not-emulated';
import type { WireService } from '../kernel/wire';

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

  /** The folder that an archive was made from. */
  directory(bucket: string, key: string): string | undefined {
    const path = this.objects.get(`${bucket}/${key}`);
    return path !== undefined && existsSync(path) && statSync(path).isDirectory() ? path : undefined;
  }

  /** The text of an object. */
  text(bucket: string, key: string): string | undefined {
    const path = this.objects.get(`${bucket}/${key}`);
    return path === undefined ? undefined : readFileSync(path, 'utf8');
  }

  /** The REST API, as far as handlers call it: `GetObject`, with the bucket in the path. */
  readonly wire: WireService = (request, caller) => {
    const { pathname, searchParams } = new URL(request.path, 'http://s3');
    const [, bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    const operation = searchParams.get('x-id') ?? request.method;
    if (operation !== 'GetObject' || key === '') {
      throw new NotEmulated(`s3: ${operation} ${pathname}`, `a call by ${caller.roleArn}`);
    }
    const body = this.text(bucket, key);
    if (body === undefined) {
      const text = '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>';
      return Promise.resolve({ status: 404, headers: { 'content-type': 'application/xml' }, body: text });
    }
    return Promise.resolve({ status: 200, headers: { 'content-type': 'application/octet-stream' }, body });
  };
}
