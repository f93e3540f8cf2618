/** What belongs to a stack and not to its template. An operation that says nothing of it leaves it as it was. */
export interface StackSettings {
  /** What the last operation was told that its template may do. */
  readonly capabilities?: readonly string[];
  /** The role that CloudFormation acts by. */
  readonly roleArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What the CDK CLI tells CloudFormation that a template may do, whatever is in it. */
export const CDK_CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] as const;
