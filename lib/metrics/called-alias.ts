/** What of the context of an invocation is read. */
export interface InvokedContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
}

/** Where in `arn:aws:lambda:<region>:<account>:function:<name>:<qualifier>` the qualifier is. */
const QUALIFIER = 7;

/** The alias that a function was called by; undefined where it was by a version, by `$LATEST` or without a qualifier. */
export function calledAlias({ invokedFunctionArn }: InvokedContext): string | undefined {
  const qualifier = invokedFunctionArn.split(':')[QUALIFIER];
  return qualifier === undefined || /^(\d+|\$LATEST)$/.test(qualifier) ? undefined : qualifier;
}
