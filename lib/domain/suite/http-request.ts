import * as v from 'valibot';

/** A request to an HTTP API, as a suite or a probe writes it. */
export const httpRequestSchema = v.strictObject({
  method: v.optional(v.picklist(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])),
  /** Begins with a slash. */
  path: v.optional(v.pipe(v.string(), v.startsWith('/', 'must begin with a slash'))),
  headers: v.optional(v.record(v.string(), v.string())),
  query: v.optional(v.record(v.string(), v.string())),
  /** Text as it is; anything else is sent as JSON. */
  body: v.optional(v.unknown()),
});

export type HttpRequest = v.InferOutput<typeof httpRequestSchema>;

/** Tells the function, and whoever reads its logs, that a gate made the request. */
export const GATE_HEADER = 'x-sluice-gate';

/**
 * The event that an API Gateway HTTP API sends to a function for a request: payload format version 2.0 (API Gateway
 * Developer Guide, "Working with AWS Lambda proxy integrations for HTTP APIs").
 *
 * @param at milliseconds since the epoch
 */
export function httpApiEvent(request: HttpRequest, gate: string, at: number): Record<string, unknown> {
  const { method = 'GET', path = '/', headers = {}, query = {}, body } = request;
  const sent: Record<string, string> = { [GATE_HEADER]: gate };
  for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = value;
  if (body !== undefined && typeof body !== 'string') sent['content-type'] ??= 'application/json';
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: Object.entries(query)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&'),
    headers: sent,
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    requestContext: {
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'sluice' },
      requestId: `sluice-${gate}`,
      routeKey: `${method} ${path}`,
      stage: '$default',
      timeEpoch: at,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
  };
}

/** What expectations are held against: an HTTP answer with its body parsed, or the payload as it is. */
export function readHttpAnswer(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload)) {
    // An HTTP API takes a payload without a status for the body of a 200.
    return { status: 200, headers: {}, body: payload };
  }
  const { statusCode, headers, body } = payload as { statusCode: unknown; headers?: unknown; body?: unknown };
  return { status: statusCode, headers: lowerCased(headers), body: typeof body === 'string' ? parsedOr(body) : body };
}

function lowerCased(headers: unknown): unknown {
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value as unknown]));
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
