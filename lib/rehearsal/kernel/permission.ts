/** One thing that a call must be allowed to do. */
export interface Permission {
  /** As policies name it, such as `dynamodb:GetItem`. */
  readonly action: string;
  /** An ARN, or `*` where the action knows no resource. */
  readonly resource: string;
  /** What is known of the call beside the account's own keys: condition key to values, such as `aws:SourceArn`. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** What an operation needs, by its input. An operation that is not known stops by name. */
export type PermissionsNeeded = (operation: string, input: Readonly<Record<string, unknown>>) => readonly Permission[];
