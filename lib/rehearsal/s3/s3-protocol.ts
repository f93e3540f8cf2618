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
    body: (output as { readonly Body: string }).Body,
  }),
  refuse: ({ code, message, statusCode }) => ({
    status: statusCode,
    headers: { 'content-type': 'application/xml' },
    body: `<Error><Code>${code}</Code><Message>${message.replace(/[<>&]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</Message></Error>`,
  }),
};
