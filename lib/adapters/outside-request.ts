import http, { type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { OutsideError, outsideError } from './outside-error';
import { readBounded } from './read-bounded';

export interface OutsideRequest extends Pick<RequestOptions, 'agent' | 'lookup' | 'signal'> {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** No more of an answer is read. */
  readonly mostBytes: number;
}

export interface OutsideAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Calls a service that is not AWS's, and follows it nowhere else: an answer that names another address is the answer. Not
 * by `fetch`, which cannot be told an address, and whose code Node.js loads only once it is used.
 *
 * @throws OutsideError
 */
export async function askOutside(url: string, request: OutsideRequest): Promise<OutsideAnswer> {
  try {
    const response = await responseTo(url, request);
    const bytes = await readBounded(response, request.mostBytes);
    return { status: response.statusCode ?? 0, headers: response.headers, text: bytes.toString('utf8') };
  } catch (error) {
    throw outsideError(error);
  }
}

/**
 * The status of an answer alone: whatever becomes of the rest of it, nobody waits for.
 *
 * @throws OutsideError
 */
export async function statusOutside(url: string, request: Omit<OutsideRequest, 'mostBytes'>): Promise<number> {
  try {
    const response = await responseTo(url, request);
    response.on('error', () => undefined).destroy();
    return response.statusCode ?? 0;
  } catch (error) {
    throw outsideError(error);
  }
}

function responseTo(
  url: string,
  { body, headers, ...options }: Omit<OutsideRequest, 'mostBytes'>,
): Promise<IncomingMessage> {
  if (!/^https?:/i.test(url.trim())) throw new OutsideError('it does not begin with https://');
  const { request } = /^https:/i.test(url.trim()) ? https : http;
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const sent = request(url.trim(), { ...options, headers: { ...headers, 'content-length': length } }, resolve);
    // It may break after its answer too, which whoever reads that is told by itself.
    sent.on('error', reject);
    sent.end(body);
  });
}
