import type { WireProtocol } from '../kernel/wire';

/** AWS JSON: the operation is in `X-Amz-Target`, input and output are JSON. */
export function jsonProtocol(version: '1.0' | '1.1'): WireProtocol {
  const contentType = { 'content-type': `application/x-amz-json-${version}` };
  return {
    read: ({ headers, body }) => ({
      operation: (headers['x-amz-target'] ?? '').split('.').at(-1) ?? '',
      input: (body.length === 0 ? {} : JSON.parse(body.toString('utf8'))) as Record<string, unknown>,
    }),
    answer: (output) => ({ status: 200, headers: contentType, body: JSON.stringify(output) }),
    refuse: ({ code, message, statusCode, members }) => ({
      status: statusCode,
      headers: { ...contentType, 'x-amzn-errortype': code },
      body: JSON.stringify({ __type: code, message, ...members }),
    }),
  };
}
