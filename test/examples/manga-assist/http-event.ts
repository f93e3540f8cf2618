import { type HttpEvent } from '../../../examples/manga-assist/service/http-api';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The event that an HTTP API makes of a request: payload format version 2.0. */
export function httpEvent({ method, path, headers = {}, body }: Request): HttpEvent {
  const event = {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers,
    requestContext: { http: { method, path } },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
  return event;
}
