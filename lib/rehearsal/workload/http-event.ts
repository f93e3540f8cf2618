import { sentRequest, type RequestTry, type WorkloadRequest } from './sent-request';

/**
 * The event of a request that goes straight to an alias: what an HTTP API with a route of just this method and path
 * would make of it (API Gateway Developer Guide, payload format version 2.0).
 */
export function httpEvent(request: WorkloadRequest, nth: RequestTry): unknown {
  const { method, path, headers, body, requestId } = sentRequest(request, nth);
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
      timeEpoch: nth.at,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}
