import type { Place } from '../kernel/place';
import type { CustomerRequest } from './customer-request';
import { readRequest, SOURCE_IP } from './read-request';
import type { RoutedRequest } from './routed-request';

/**
 * The event of a request in payload format version 2.0 (API Gateway Developer Guide, "Create AWS Lambda proxy
 * integrations for HTTP APIs").
 */
export function requestEventV2(request: CustomerRequest, routed: RoutedRequest, place: Place): unknown {
  const { apiId, method } = request;
  const parts = readRequest(request);
  const { rawPath, rawQueryString, body, isBase64Encoded, userAgent } = parts;
  const { cookie, ...headers } = parts.headers;
  return {
    version: '2.0',
    routeKey: routed.routeKey,
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers,
    ...unlessEmpty('queryStringParameters', joined(parts.query)),
    requestContext: {
      accountId: place.accountId,
      apiId,
      domainName: `${apiId}.execute-api.${place.region}.amazonaws.com`,
      domainPrefix: apiId,
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: SOURCE_IP, userAgent },
      requestId: request.requestId,
      routeKey: routed.routeKey,
      stage: routed.stage,
      time: parts.time,
      timeEpoch: request.at,
    },
    ...(body === undefined ? {} : { body }),
    ...unlessEmpty('pathParameters', routed.pathParameters),
    isBase64Encoded,
    ...unlessEmpty('stageVariables', routed.stageVariables),
  };
}

/** Several values of one name are joined by commas. */
function joined(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

function unlessEmpty(name: string, values: Readonly<Record<string, string>>) {
  return Object.keys(values).length === 0 ? {} : { [name]: values };
}
