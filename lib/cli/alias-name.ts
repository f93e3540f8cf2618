import { UsageError } from './usage-error';

/** An alias of a function, as people name it: `chat:live`. */
export interface AliasName {
  readonly functionName: string;
  readonly aliasName: string;
}

export function aliasNamed(text: string): AliasName {
  const [, functionName, aliasName] = /^([\w-]+):([\w-]+)$/.exec(text) ?? [];
  if (functionName !== undefined && aliasName !== undefined) return { functionName, aliasName };
  throw new UsageError(`An alias is named by its function and its own name, such as chat:live; got: ${text}`);
}
