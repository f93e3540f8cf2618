import { NotEmulated } from '../kernel/not-emulated';
import type { WireProtocol } from '../kernel/wire';

/** What would have a part of an object, or an answer that depends on it, in lower case. */
const CONDITIONS = ['range', 'if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'] as const;

/** How the members of an answer travel. */
const HEADERS = [
  ['ContentLength', 'content-length'],
  ['ETag', 'etag'],
  ['ChecksumSHA256', 'x-amz-checksum-sha256'],
  ['ChecksumType', 'x-amz-checksum-type'],
] as const;

/** What would make of an object more than its bytes, in lower case: what AWS would keep beside them is not emulated. */
const KEPT_BESIDE = /^x-amz-(?:acl$|grant-|meta-|object-lock|server-side-encryption|storage-class$|tagging$|website)/;

/** S3's REST API, as far as it is called: `GetObject`, `HeadObject` and `PutObject`, with the bucket in the path. */
export const s3Protocol: WireProtocol = {
  read: ({ method, path, headers, body }, caller) => {
    const { pathname, searchParams } = new URL(path, 'http://s3');
    const [, Bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    const Key = rest.join('/');
    const operation = searchParams.get('x-id') ?? (method === 'HEAD' ? 'HeadObject' : method);
    const where = `a call by ${caller.roleArn}`;
    if (!['GetObject', 'HeadObject', 'PutObject'].includes(operation) || Key === '') {
      throw new NotEmulated(`s3: ${operation} ${pathname}`, where);
    }
    const other =
      [...searchParams.keys()].find((name) => name !== 'x-id') ??
      CONDITIONS.find((name) => headers[name] !== undefined) ??
      Object.keys(headers).find((name) => KEPT_BESIDE.test(name));
    if (other !== undefined) throw new NotEmulated(`${other} of s3:${operation}`, where);
    if (operation === 'PutObject') {
      // What is sent in chunks of its own encoding is framed, which nobody takes apart here.
      if (headers['content-encoding']?.includes('aws-chunked') === true) {
        throw new NotEmulated('A body sent as aws-chunked (a stream) of s3:PutObject', where);
      }
      return { operation, input: { Bucket, Key, Body: body } };
    }
    const ChecksumMode = headers['x-amz-checksum-mode'];
    return { operation, input: { Bucket, Key, ...(ChecksumMode === undefined ? {} : { ChecksumMode }) } };
  },
  answer: (output) => {
    const given = output as Readonly<Record<string, string | number | Buffer | undefined>>;
    const headers = Object.fromEntries(
      HEADERS.flatMap(([member, header]) => (given[member] === undefined ? [] : [[header, String(given[member])]])),
    );
    return {
      status: 200,
      headers: { 'content-type': 'application/octet-stream', ...headers },
      ...(Buffer.isBuffer(given.Body) ? { body: '', bytes: given.Body } : { body: textOf(given) }),
    };
  },
  refuse: ({ code, message, statusCode }) => ({
    status: statusCode,
    headers: { 'content-type': 'application/xml' },
    body: `<Error><Code>${code}</Code><Message>${message.replace(/[<>&]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</Message></Error>`,
  }),
};

/** A look at an object has no body. What a fault puts in the answer's place is given as it is. */
function textOf({ Body, ETag, ...rest }: Readonly<Record<string, unknown>>): string {
  if (typeof Body === 'string') return Body;
  return ETag === undefined ? JSON.stringify(rest) : '';
}
