import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';

/** A function, and the version or alias it is called by. */
export interface Target {
  readonly functionName: string;
  readonly qualifier?: string;
}

/**
 * A function's name, with as much of its ARN before it as is said, and a qualifier behind it: AWS Lambda API Reference,
 * Invoke, `FunctionName`. What may be the beginning of an ARN is no name: `function:chat` is the function `chat`.
 */
const NAMED =
  /^(?:arn:aws[a-z-]*:lambda:)?(?:(?<itsRegion>[a-z]{2,4}(?:-[a-z]+)+-\d):)?(?:(?<itsAccount>\d{12}):)?(?:function:)?(?<itsName>[\w.-]+)(?::(?<itsQualifier>\$LATEST|[\w-]+)?)?$/;

/** Whether a qualifier is a version, and not an alias. */
export function isVersion(qualifier: string): boolean {
  return /^(\d+|\$LATEST)$/.test(qualifier);
}

/** Reads what `Invoke` takes as a function name: a name, an ARN or a part of one, each with or without a qualifier. */
export function parseTarget(name: string, qualifier?: string): Target {
  const { itsName: functionName = name, itsQualifier } = NAMED.exec(name)?.groups ?? {};
  const chosen = qualifier ?? itsQualifier;
  return chosen === undefined ? { functionName } : { functionName, qualifier: chosen };
}

/** Whether a name leads to a function of the account, as one does that says no other account or region. */
export function isHere(name: string, { accountId, region }: Pick<Place, 'accountId' | 'region'>): boolean {
  const { itsRegion = region, itsAccount = accountId } = NAMED.exec(name)?.groups ?? {};
  return itsRegion === region && itsAccount === accountId;
}

/** Stops by name where one leads elsewhere: by what follows, a function of this account would be taken for it. */
export function checkHere(name: string, place: Pick<Place, 'accountId' | 'region'>): void {
  if (isHere(name, place)) return;
  throw new NotEmulated(
    `The function ${name}, in another account or region,`,
    'a call or a resource of Lambda',
    `Name a function of the account that is rehearsed, ${place.accountId} in ${place.region}.`,
  );
}
