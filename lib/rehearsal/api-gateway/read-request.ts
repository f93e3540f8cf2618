import type { CustomerRequest } from './customer-request';

/** The parts of a request that an event has in either format. */
export interface RequestParts {
  /** With the stage, without the query. */
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly query: URLSearchParams;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly userAgent: string;
  /** As the event has it. */
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
  /** Such as `12/Mar/2020:19:03:58 +0000`. */
  readonly time: string;
}

/** Every customer calls from here; the range is for documentation (RFC 5737). */
export const SOURCE_IP = '198.51.100.1';

/** Bodies of other types reach the function in base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\b)/i;

/** Takes a request apart. */
export function readRequest({ path, headers: given, body, at }: CustomerRequest): RequestParts {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  const headers: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const isText = body === undefined || TEXT.test(headers['content-type'] ?? 'text/plain');
  return {
    rawPath,
    rawQueryString,
    query: new URLSearchParams(rawQueryString),
    headers,
    userAgent: headers['user-agent'] ?? 'customer',
    body: body === undefined || isText ? body : Buffer.from(body, 'utf8').toString('base64'),
    isBase64Encoded: !isText,
    time: commonLogTime(at),
  };
}

function commonLogTime(at: number): string {
  const [, day = '', month = '', year = '', time = ''] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
