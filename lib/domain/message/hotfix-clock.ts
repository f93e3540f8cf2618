import { attestedSince } from '../attestation/attested-ages';
import type { ReleaseType } from '../release/release-type';
import type { Release } from '../release/release';
import { durationText, listText } from '../text/figures';

/** What is known of the way of a release beside its own state. Milliseconds since the epoch. */
export interface ReleaseWay {
  readonly type?: ReleaseType | undefined;
  /** When it was approved, the first time. */
  readonly reviewedAt?: number | undefined;
  /** When it was attested that its code was released in staging. */
  readonly stagedAt?: number | undefined;
}

/** What the records of its gates say of it. */
export function wayOfGates(gates: Parameters<typeof attestedSince>[1]): Pick<ReleaseWay, 'reviewedAt' | 'stagedAt'> {
  return { reviewedAt: attestedSince('approved', gates), stagedAt: attestedSince('staging', gates) };
}

/**
 * How long a hotfix took until it ended, from what is known of its way: its discovery, its first commit, its review, staging and
 * its opening. Nothing of a release that is none, by its type or by its commit, or that has not ended.
 */
export function hotfixClock(
  { facts, openedAt, endedAt, state }: Pick<Release, 'facts' | 'openedAt' | 'endedAt' | 'state'>,
  { type, reviewedAt, stagedAt }: ReleaseWay = {},
): readonly string[] {
  if ((facts?.hotfix === undefined && type !== 'hotfix') || endedAt === undefined) return [];
  const steps: readonly (readonly [number | undefined, string])[] = [
    [facts?.discoveredAt, 'what it mends was discovered'],
    [facts?.commits?.firstAt, 'its first commit'],
    [reviewedAt, 'it was first approved'],
    [stagedAt, 'staging was attested'],
    [openedAt, 'it was opened'],
  ];
  // A clock of somebody else's that is ahead says nothing.
  const after = steps.flatMap(([from, what]) =>
    from === undefined || from > endedAt ? [] : [`${durationText(endedAt - from)} after ${what}`],
  );
  return after.length === 0 ? [] : [`A hotfix, ${state === 'released' ? 'released' : 'ended'} ${listText(after)}.`];
}
