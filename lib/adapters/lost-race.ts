import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/**
 * Whether a transaction was not made because somebody else wrote first: a condition did not hold any more, or two wrote at
 * once. Either may be said of both of those that write at once: neither has seen what the other wrote.
 */
export function lostRace(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None').filter((code) => code !== 'None');
  return codes.length > 0 && codes.every((code) => RACES.has(code));
}

const RACES: ReadonlySet<string> = new Set(['ConditionalCheckFailed', 'TransactionConflict']);
