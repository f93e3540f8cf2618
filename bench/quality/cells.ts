import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Draw } from './made-up-judge';
import { drawSuite, type Truth } from './made-up-suite';
import { CACHED_CALLS, NOISE_LEVELS, type NoiseLevel } from './noise-levels';
import { FIXED_SIZE_RULES } from './fixed-size-rules';
import { OURS_CACHED, OURS_FRESH } from './our-rules';
import { MARGIN, type Rule } from './rule';
import { SEQUENTIAL_RULES } from './sequential-rules';
import { waldLimit } from './wald-limit';

export const TRUTHS: readonly Truth[] = [
  { name: 'equal', difference: 0, shape: 'shifted', exactInSuite: false },
  { name: '-0.2', difference: -MARGIN, shape: 'shifted', exactInSuite: false },
  { name: '-0.2, few broken', difference: -MARGIN, shape: 'few-broken', exactInSuite: false },
  { name: '-0.2 in this suite', difference: -MARGIN, shape: 'shifted', exactInSuite: true },
  { name: '-0.5', difference: -0.5, shape: 'shifted', exactInSuite: false },
];

export const SUITE_SIZES = [120, 300, 600] as const;

const RULES: readonly Rule[] = [...FIXED_SIZE_RULES, ...SEQUENTIAL_RULES, OURS_CACHED, OURS_FRESH];

/** Every rule on the same suites: what is asked of them, before it is asked. */
export interface Cell {
  readonly level: NoiseLevel;
  readonly truth: Truth;
  readonly suiteSize: number;
}

export const CELLS: readonly Cell[] = NOISE_LEVELS.flatMap((level) =>
  TRUTHS.flatMap((truth) => SUITE_SIZES.map((suiteSize) => ({ level, truth, suiteSize }))),
);

/** What one rule did in one cell. */
export interface Row {
  readonly noise: string;
  readonly truth: string;
  readonly suiteSize: number;
  readonly rule: string;
  readonly certifiedPercent: number;
  readonly rejectedPercent: number;
  /** Mean calls of the judge during a release. */
  readonly calls: number;
  /** Calls before the release that fill the cache, once for all releases that compare with the same blue. */
  readonly fillCalls: number;
  /** Mean calls on canaries during a release, beside the calls that decide. */
  readonly canaryCalls: number;
  /** Mean calls for each pair that Wald's test needs in this cell with a cached blue, as it would with one call each. */
  readonly callsPerLimit: number;
}

/** Plays a cell so many times. The same seed gives the same rows; each cell has chance of its own. */
export function playCell(cell: Cell, runs: number, seed: number): readonly Row[] {
  const draw = drawsOf(seed, CELLS.indexOf(cell));
  const { level, truth, suiteSize } = cell;
  const tallies = RULES.map((rule) => ({ rule, certified: 0, rejected: 0, calls: 0, canaryCalls: 0 }));
  let [cases, sum, squares] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const suite = drawSuite(suiteSize, truth, level, draw);
    for (const [index, score] of suite.green.entries()) {
      const difference = score - (suite.cachedBlue[index] ?? 0);
      cases++;
      sum += difference;
      squares += difference * difference;
    }
    for (const tally of tallies) {
      const { outcome, calls, canaryCalls = 0 } = tally.rule.decide(suite, level);
      if (outcome === 'certified') tally.certified++;
      if (outcome === 'rejected') tally.rejected++;
      tally.calls += calls;
      tally.canaryCalls += canaryCalls;
    }
  }
  const limit = waldLimit(truth.difference, MARGIN, Math.sqrt(squares / cases - (sum / cases) ** 2));
  return tallies.map(({ rule, certified, rejected, calls, canaryCalls }) => ({
    noise: level.noise.name,
    truth: truth.name,
    suiteSize,
    rule: rule.name,
    certifiedPercent: (100 * certified) / runs,
    rejectedPercent: (100 * rejected) / runs,
    calls: calls / runs,
    fillCalls: rule.cached ? CACHED_CALLS * suiteSize : 0,
    canaryCalls: canaryCalls / runs,
    callsPerLimit: calls / runs / limit,
  }));
}

function drawsOf(seed: number, cell: number): Draw {
  const generator = xoroshiro128plus(seed * 1000 + cell);
  return () => uniformFloat64(generator);
}
