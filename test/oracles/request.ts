/** One call of DynamoDB's API. */
export interface Request {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}
