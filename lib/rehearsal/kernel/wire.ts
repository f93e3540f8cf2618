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
  /** In place of `body`, where that is no text. */
  readonly bytes?: Buffer;
}

/** Who makes a call. */
export interface Caller {
  readonly roleArn: string;
  /** Of the session that took on the role; left out where a service acts by it. */
  readonly sessionName?: string;
}

/** An access key of the account, with all that was handed out with it. */
export interface IssuedKey {
  readonly caller: Caller;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** How the calls of a service travel. */
export interface WireProtocol {
  /** What a request asks for. What cannot be told stops by name. */
  read(request: WireRequest, caller: Caller): ReadCall;
  /**
   * @param output what the operation gives, by AWS's own member names
   * @param request that it answers, where the form of the answer follows from it
   */
  answer(output: unknown, operation: string, request?: WireRequest): WireResponse;
  /** @param request that it refuses, where the form of the refusal follows from it */
  refuse(error: ApiError, request?: WireRequest): WireResponse;
}

export interface ReadCall {
  /** In PascalCase, as the API names it. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}
