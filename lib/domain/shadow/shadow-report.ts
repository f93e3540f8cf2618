import { proportionInterval, type Interval } from '../statistics/proportion-interval';
import { fates, type PastRelease } from './release-history';

/** What a shadow gate said over a time, held against what became of the releases. */
export interface ShadowGateReport {
  readonly service: string;
  readonly gate: string;
  readonly phase: string;
  /** Releases about which it gave a verdict. */
  readonly seen: number;
  /** Of those, the ones that it would have blocked … */
  readonly wouldHaveBlocked: number;
  /** … and what became of them. */
  readonly blockedBad: number;
  readonly blockedGood: number;
  /** All of which it is known that they were good, and bad. */
  readonly good: number;
  readonly bad: number;
  /** The share of good releases that it would have blocked, between these bounds with 95 % confidence. */
  readonly falseBlocks: Interval;
  /** The share of bad releases that it would have blocked. */
  readonly catches: Interval;
  readonly enforce: boolean;
  /** Why, or what is missing, in sentences. */
  readonly because: readonly string[];
}

/** With more false blocks than this, people learn to override a gate. */
export const MOST_FALSE_BLOCKS = 0.05;

/**
 * How many good releases, none of them blocked, hold the share of false blocks below the limit with 95 % confidence:
 * with fewer, no gate can be recommended.
 */
export const FEWEST_GOOD = 72;

/** @param now milliseconds since the epoch */
export function shadowReport(history: readonly PastRelease[], now: number): readonly ShadowGateReport[] {
  const known = fates(
    history.map(({ release }) => release),
    now,
  );
  const verdicts = history.flatMap(({ release, gates }, index) =>
    gates
      .filter(({ mode }) => mode === 'shadow')
      .map((gate) => ({
        key: JSON.stringify([`${release.functionName}:${release.aliasName}`, gate.name, gate.phase]),
        blocks: gate.verdict.outcome !== 'pass',
        fate: known[index] ?? 'undecided',
      })),
  );
  return [...new Set(verdicts.map(({ key }) => key))].sort().map((key) => {
    const own = verdicts.filter((verdict) => verdict.key === key);
    const count = (test: (verdict: (typeof own)[number]) => boolean) => own.filter(test).length;
    const [service = '', gate = '', phase = ''] = JSON.parse(key) as readonly string[];
    const good = count(({ fate }) => fate === 'good');
    const bad = count(({ fate }) => fate === 'bad');
    const blockedGood = count(({ fate, blocks }) => fate === 'good' && blocks);
    const blockedBad = count(({ fate, blocks }) => fate === 'bad' && blocks);
    const falseBlocks = proportionInterval(blockedGood, good);
    return {
      service,
      gate,
      phase,
      seen: own.length,
      wouldHaveBlocked: count(({ blocks }) => blocks),
      blockedBad,
      blockedGood,
      good,
      bad,
      falseBlocks,
      catches: proportionInterval(blockedBad, bad),
      ...recommendation({ good, blockedGood, falseBlocks }),
    };
  });
}

function recommendation({
  good,
  blockedGood,
  falseBlocks,
}: Pick<ShadowGateReport, 'good' | 'blockedGood' | 'falseBlocks'>): Pick<ShadowGateReport, 'enforce' | 'because'> {
  const upper = (falseBlocks.upper * 100).toFixed(1);
  const limit = MOST_FALSE_BLOCKS * 100;
  if (falseBlocks.upper < MOST_FALSE_BLOCKS) {
    return {
      enforce: true,
      because: [`At most ${upper} % of good releases would be blocked, which is under ${limit} %.`],
    };
  }
  const shown = `Up to ${upper} % of good releases might be blocked (it would have blocked ${blockedGood} of ${good}); the limit is ${limit} %.`;
  const more = goodReleasesNeeded(good, blockedGood);
  const missing =
    more === undefined
      ? 'No number of further releases would settle it soon: look at what it blocked, and mend the gate.'
      : `${more} more good releases that it lets pass would be enough.`;
  return { enforce: false, because: [shown, missing] };
}

/** Beyond so many more good releases nobody waits. */
const MOST_MORE = 500;

/** How many more good releases without a false block would bring it below the limit; undefined where too many. */
function goodReleasesNeeded(good: number, blockedGood: number): number | undefined {
  for (let more = Math.max(1, FEWEST_GOOD - good); more <= MOST_MORE; more++) {
    if (proportionInterval(blockedGood, good + more).upper < MOST_FALSE_BLOCKS) return more;
  }
  return undefined;
}
