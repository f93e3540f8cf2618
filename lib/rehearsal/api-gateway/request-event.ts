import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import type { RoutedRequest } from './routed-request';

/** A request of a customer, as it arrives. */
export interface CustomerRequest {
  readonly apiId: string;
  readonly method: string;
  /** With the stage and the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Bodies of other types reach the function in base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\b)/i;

/**
 * The event of a request in payload format version 2.0 (API Gateway Developer Guide, "Create AWS Lambda proxy
 * integrations for HTTP APIs"). Version 1.0 stops by name.
 */
export function requestEvent(request: CustomerRequest, routed: RoutedRequest, place: Place): unknown {
  const { apiId, method, body } = request;
  if (routed.payloadFormatVersion !== '2.0') {
    throw new NotEmulated(
      `Payload format version ${routed.payloadFormatVersion ?? '(not said)'} of HTTP APIs`,
      `the route ${routed.routeKey} of the API ${apiId}`,
      'Set PayloadFormatVersion of the integration to 2.0.',
    );
  }
  const [rawPath = '', rawQueryString = ''] = request.path.split('?');
  const { cookie, ...headers } = lowerCased(request.headers);
  const query = joined(new URLSearchParams(rawQueryString));
  const isText = body === undefined || TEXT.test(headers['content-type'] ?? 'text/plain');
  const domainName = `${apiId}.execute-api.${place.region}.amazonaws.com`;
  return {
    version: '2.0',
    routeKey: routed.routeKey,
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers,
    ...unlessEmpty('queryStringParameters', query),
    requestContext: {
      accountId: place.accountId,
      apiId,
      domainName,
      domainPrefix: apiId,
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '198.51.100.1',
        userAgent: headers['user-agent'] ?? 'customer',
      },
      requestId: request.requestId,
      routeKey: routed.routeKey,
      stage: routed.stage,
      time: commonLogTime(request.at),
      timeEpoch: request.at,
    },
    ...(body === undefined ? {} : { body: isText ? body : Buffer.from(body, 'utf8').toString('base64') }),
    ...unlessEmpty('pathParameters', routed.pathParameters),
    isBase64Encoded: !isText,
    ...unlessEmpty('stageVariables', routed.stageVariables),
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Several values of one name are joined by commas. */
function joined(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

function unlessEmpty(name: string, values: Readonly<Record<string, string>>) {
  return Object.keys(values).length === 0 ? {} : { [name]: values };
}

/** Such as `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(at: number): string {
  const [, day = '', month = '', year = '', time = ''] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
