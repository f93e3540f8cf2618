import { sentRequest, type WorkloadRequest } from './sent-request';

/**
 * The event of a request that goes straight to an alias: what an HTTP API with a route of just this method and path
 * would make of it (API Gateway Developer Guide, payload format version 2.0).
 *
 * @param number of the request; it takes the place of `${n}` anywhere in it
 * @param at milliseconds since the epoch
 */
export function httpEvent(request: WorkloadRequest, number: number, at: number): unknown {
  const { method, path, headers, body, requestId } = sentRequest(request, number, at);
  const [rawPath = path, rawQueryString = ''] = path.split('?');
  return {
    version: '2.0',
    routeKey: `${method} ${rawPath}`,
    rawPath,
    rawQueryString,
    headers,
    ...(rawQueryString === ''
      ? {}
      : { queryStringParameters: Object.fromEntries(new URLSearchParams(rawQueryString)) }),
    requestContext: {
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '198.51.100.1', userAgent: 'customer' },
      requestId,
      routeKey: `${method} ${rawPath}`,
      stage: '$default',
      timeEpoch: at,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}
