/** A value as DynamoDB's API words it: `{ "S": "text" }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** An item, or the key of one. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** Performs one of DynamoDB's own operations. Rejects with an `ApiError` where it is refused. */
export type Execute = <T>(operation: string, input: unknown) => Promise<T>;
