/** A function, and the version or alias it is called by. */
export interface Target {
  readonly functionName: string;
  readonly qualifier?: string;
}

/** Whether a qualifier is a version, and not an alias. */
export function isVersion(qualifier: string): boolean {
  return /^(\d+|\$LATEST)$/.test(qualifier);
}

/** Reads what `Invoke` takes as a function name: a name or an ARN, each with or without a qualifier. */
export function parseTarget(name: string, qualifier?: string): Target {
  const parts = (name.startsWith('arn:') ? name.split(':').slice(6) : name.split(':')).filter((part) => part !== '');
  const [functionName = name, ofName] = parts;
  const chosen = qualifier ?? ofName;
  return chosen === undefined ? { functionName } : { functionName, qualifier: chosen };
}
