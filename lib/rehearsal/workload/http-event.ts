interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * The event that an HTTP API makes of a customer's request (API Gateway Developer Guide, payload format version 2.0).
 *
 * @param number of the request; it takes the place of `${n}` anywhere in it
 * @param at milliseconds since the epoch
 */
export function httpEvent(request: HttpRequest, number: number, at: number): unknown {
  const { method, path, headers, body } = JSON.parse(
    JSON.stringify(request).replaceAll('${n}', String(number)),
  ) as HttpRequest;
  const [rawPath = path, rawQueryString = ''] = path.split('?');
  return {
    version: '2.0',
    routeKey: `${method} ${rawPath}`,
    rawPath,
    rawQueryString,
    headers: {
      'content-type': 'application/json',
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    },
    ...(rawQueryString === ''
      ? {}
      : { queryStringParameters: Object.fromEntries(new URLSearchParams(rawQueryString)) }),
    requestContext: {
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '198.51.100.1', userAgent: 'customer' },
      requestId: `request-${number}`,
      routeKey: `${method} ${rawPath}`,
      stage: '$default',
      timeEpoch: at,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
  };
}
