import type { ApiError } from './api-error';

/** One HTTP request to the endpoint that stands for AWS. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Who makes a call. */
export interface Caller {
  readonly roleArn: string;
}

/** How the calls of a service travel. */
export interface WireProtocol {
  /** What a request asks for. What cannot be told stops by name. */
  read(request: WireRequest, caller: Caller): ReadCall;
  /** @param output what the operation gives, by AWS's own member names */
  answer(output: unknown, operation: string): WireResponse;
  refuse(error: ApiError): WireResponse;
}

export interface ReadCall {
  /** In PascalCase, as the API names it. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}
