/** A request of a customer, as it arrives. */
export interface CustomerRequest {
  readonly apiId: string;
  readonly method: string;
  /** With the stage and the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
