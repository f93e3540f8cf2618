import { gateEffect } from '../release/gate-effect';
import { proportionAtMost } from '../statistics/proportion-interval';
import { conclusionOf } from './conclusion';
import { furtherReleases } from './further-releases';
import { fates, type PastRelease } from './release-history';
import { CONFIDENCE, MOST_FALSE_BLOCKS, type ShadowGateCounts, type ShadowGateReport } from './shadow-gate';

/** What a person said of a gate's verdict on a release. */
export interface VerdictLabel {
  readonly releaseId: string;
  readonly gate: string;
  readonly right: boolean;
}

/** @param now milliseconds since the epoch */
export function shadowReport(
  history: readonly PastRelease[],
  labels: readonly VerdictLabel[],
  now: number,
): readonly ShadowGateReport[] {
  const known = fates(
    history.map(({ release }) => release),
    now,
  );
  const right = new Map(labels.map((label) => [JSON.stringify([label.releaseId, label.gate]), label.right]));
  const verdicts = history.flatMap(({ release, gates }, index) =>
    gates
      .filter(({ mode }) => mode === 'shadow')
      .map((gate) => ({
        key: JSON.stringify([`${release.functionName}:${release.aliasName}`, gate.name, gate.phase]),
        blocks: gateEffect({ ...gate, mode: 'enforce' }) === 'refused',
        fate: known[index] ?? 'undecided',
        openedAt: release.openedAt,
        right: right.get(JSON.stringify([release.id, gate.name])),
      })),
  );
  return [...new Set(verdicts.map(({ key }) => key))].sort().map((key) => {
    const own = verdicts.filter((verdict) => verdict.key === key);
    const count = (test: (verdict: (typeof own)[number]) => boolean) => own.filter(test).length;
    const [service = '', gate = '', phase = ''] = JSON.parse(key) as readonly string[];
    const first = Math.min(...own.map(({ openedAt }) => openedAt));
    const counts = {
      seen: own.length,
      seenPerWeek: own.length / weeksSince(first, now),
      wouldHaveBlocked: count(({ blocks }) => blocks),
      blockedBad: count(({ fate, blocks }) => fate === 'bad' && blocks),
      blockedGood: count(({ fate, blocks }) => fate === 'good' && blocks),
      calledRight: count((one) => one.blocks && one.right === true),
      calledWrong: count((one) => one.blocks && one.right === false),
      good: count(({ fate }) => fate === 'good'),
      bad: count(({ fate }) => fate === 'bad'),
    };
    return { service, gate, phase, ...counts, ...concluded(counts) };
  });
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** A week at least: what happened on one day is no pace. */
function weeksSince(first: number, now: number): number {
  return Math.max(1, (now - first) / WEEK_MS);
}

function concluded(
  counts: ShadowGateCounts,
): Omit<ShadowGateReport, keyof ShadowGateCounts | 'service' | 'gate' | 'phase'> {
  const { good, blockedGood, bad, blockedBad, seenPerWeek } = counts;
  const falseBlocksAtMost = proportionAtMost(blockedGood, good, CONFIDENCE);
  const goodNeeded = furtherReleases(blockedGood, good, { below: MOST_FALSE_BLOCKS, confidence: CONFIDENCE });
  const known = {
    falseBlocksAtMost,
    missesAtMost: proportionAtMost(bad - blockedBad, bad, CONFIDENCE),
    enforce: falseBlocksAtMost < MOST_FALSE_BLOCKS,
    ...(goodNeeded === undefined ? {} : { goodNeeded, weeksNeeded: Math.ceil(goodNeeded / seenPerWeek) }),
  };
  return { ...known, conclusion: conclusionOf({ ...counts, ...known }) };
}
