import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';

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

/**
 * Stops by name at a function's ARN that leads elsewhere: by its name alone, a function of this account would be taken
 * for it.
 */
export function checkHere(name: string, { accountId, region }: Pick<Place, 'accountId' | 'region'>): void {
  const [scheme, , , itsRegion, itsAccount] = name.split(':');
  if (scheme !== 'arn' || (itsRegion === region && itsAccount === accountId)) return;
  throw new NotEmulated(
    `The function ${name}, in another account or region,`,
    'a call of Lambda',
    `Name a function of the account that is rehearsed, ${accountId} in ${region}.`,
  );
}
