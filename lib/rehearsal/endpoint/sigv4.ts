import { createHash, createHmac } from 'node:crypto';
import type { WireRequest } from '../kernel/wire';
import type { Signature } from './signature';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What is signed of a request. A header that is signed and not there counts as an empty one, and so does not match. */
export function canonicalRequest(
  { method, path, headers, body }: WireRequest,
  query: URLSearchParams,
  signed: readonly string[],
): string {
  const pairs = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1));
  return [
    method,
    new URL(path, 'http://endpoint').pathname.split('/').map(encode).join('/'),
    pairs.map((pair) => pair.join('=')).join('&'),
    ...signed.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signed.join(';'),
    sha256(body),
  ].join('\n');
}

/** @param date as in `X-Amz-Date` */
export function signatureBy(
  secret: string,
  date: string,
  { date: day, region, service }: Signature,
  canonical: string,
): string {
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac('sha256', key)
    .update([ALGORITHM, date, scope, sha256(canonical)].join('\n'))
    .digest('hex');
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** All but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
