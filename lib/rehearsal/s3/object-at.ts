/** An object by its names. */
export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

/** Amazon S3 User Guide, "Virtual hosting of general purpose buckets": the bucket before the host, or first in the path. */
const HOST = /^(?:(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.)?s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;

/**
 * The object that a URL names, whether it exists or not; undefined where the URL is none of S3's.
 *
 * @param endpoint host and port of the endpoint that stands for S3, with the bucket in the path
 */
export function objectAt(url: string, endpoint: string): ObjectName | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  const found = protocol === 'https:' ? HOST.exec(host) : null;
  if (!found && host !== endpoint) return undefined;
  const path = pathname.slice(1).split('/').map(decodeURIComponent);
  const bucket = found?.groups?.bucket;
  const [first = '', ...rest] = path;
  const named = bucket === undefined ? { bucket: first, key: rest.join('/') } : { bucket, key: path.join('/') };
  return named.bucket === '' || named.key === '' ? undefined : named;
}
