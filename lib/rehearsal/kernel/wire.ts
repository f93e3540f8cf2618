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

/** A service as its wire protocol sees it. */
export type WireService = (request: WireRequest, caller: Caller) => Promise<WireResponse>;

/** A service as its operations see it: the operation's name and its input, by AWS's own member names. */
export type ServiceApi = (
  operation: string,
  input: Readonly<Record<string, unknown>>,
  caller: Caller,
) => Promise<unknown>;
