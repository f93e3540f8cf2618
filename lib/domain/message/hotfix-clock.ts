import type { Release } from '../release/release';
import { durationText, listText } from '../text/figures';

/**
 * How long a hotfix took until it ended, from what is known of its way: its discovery, its first commit and its opening. Nothing of
 * a release that is none, or that has not ended.
 */
export function hotfixClock({
  facts,
  openedAt,
  endedAt,
  state,
}: Pick<Release, 'facts' | 'openedAt' | 'endedAt' | 'state'>): readonly string[] {
  if (facts?.hotfix === undefined || endedAt === undefined) return [];
  const steps: readonly (readonly [number | undefined, string])[] = [
    [facts.discoveredAt, 'what it mends was discovered'],
    [facts.commits?.firstAt, 'its first commit'],
    [openedAt, 'it was opened'],
  ];
  // A clock of somebody else's that is ahead says nothing.
  const after = steps.flatMap(([from, what]) =>
    from === undefined || from > endedAt ? [] : [`${durationText(endedAt - from)} after ${what}`],
  );
  return after.length === 0 ? [] : [`A hotfix, ${state === 'released' ? 'released' : 'ended'} ${listText(after)}.`];
}
