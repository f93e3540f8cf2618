/** A request as the scenario says it: `${n}` anywhere in it stands for its number. */
export interface WorkloadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** By name, beside what the path has of it. */
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
}

/** A request as a customer sends it. */
export interface SentRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** One time that a request is sent. */
export interface RequestTry {
  /** Of the request. It takes the place of `${n}` anywhere in it, also where it is sent again. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** How often it was sent before; undefined where it is sent for the first time. */
  readonly retry?: number | undefined;
}

/**
 * Makes one request of what the scenario says. A body that is no text is sent as JSON, and so is every body whose type
 * is not said.
 */
export function sentRequest(request: WorkloadRequest, { number, at, retry }: RequestTry): SentRequest {
  const {
    method,
    path,
    headers,
    query = {},
    body,
  } = JSON.parse(JSON.stringify(request).replaceAll('${n}', String(number))) as WorkloadRequest;
  return {
    method,
    path: withQuery(path, query),
    headers: {
      'content-type': 'application/json',
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    requestId: retry === undefined ? `request-${number}` : `request-${number}-again-${retry}`,
    at,
  };
}

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const text = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`;
}
