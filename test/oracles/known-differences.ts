import differences from './dynamodb-differences.json';
import type { Answered } from './two-dynamodbs';

/** A difference that is known, why it is, and how it looks. */
export interface KnownDifference {
  readonly name: string;
  readonly reason: string;
  /** Taken away before answers are compared. */
  readonly evenedOut?: boolean;
  /** Patterns of the two answers, where they are compared as they are. */
  readonly ours?: string;
  readonly local?: string;
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = differences;

/** The known difference that explains why two answers are not the same. */
export function knownDifference({ ours, local }: Answered): KnownDifference | undefined {
  return KNOWN_DIFFERENCES.find(
    (known) =>
      known.ours !== undefined &&
      known.local !== undefined &&
      new RegExp(known.ours).test(ours) &&
      new RegExp(known.local).test(local),
  );
}
