import { NotEmulated } from '../kernel/not-emulated';
import type { WireProtocol } from '../kernel/wire';

/** S3's REST API, as far as handlers call it: `GetObject`, with the bucket in the path. */
export const s3Protocol: WireProtocol = {
  read: ({ method, path }, caller) => {
    const { pathname, searchParams } = new URL(path, 'http://s3');
    const [, Bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    const Key = rest.join('/');
    const operation = searchParams.get('x-id') ?? method;
    if (operation !== 'GetObject' || Key === '') {
      throw new NotEmulated(`s3: ${operation} ${pathname}`, `a call by ${caller.roleArn}`);
    }
    return { operation, input: { Bucket, Key } };
  },
  answer: (output) => ({
    status: 200,
    headers: { 'content-type': 'application/octet-stream' },
    body: textOf(output),
  }),
  refuse: ({ code, message, statusCode }) => ({
    status: statusCode,
    headers: { 'content-type': 'application/xml' },
    body: `<Error><Code>${code}</Code><Message>${message.replace(/[<>&]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</Message></Error>`,
  }),
};

/** An object is all of the answer. What a fault puts in the answer's place has no `Body`, and is given as it is. */
function textOf(output: unknown): string {
  const { Body } = output as { readonly Body?: unknown };
  return typeof Body === 'string' ? Body : JSON.stringify(output);
}
