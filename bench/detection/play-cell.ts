import { proportionInterval } from '../../lib/domain/statistics/proportion-interval';
import type { Cell } from './cells';
import { drawsOf } from './draws';
import { limitSeconds } from './information-limit';
import { drawShift, WINDOW_MINUTES } from './made-up-shift';
import { RULES, type Rule } from './rules';

/** What one rule did in one cell. */
export interface Row {
  readonly kind: Cell['kind'];
  readonly cell: string;
  readonly requestsPerSecond: number;
  readonly baseline: number;
  readonly rule: string;
  readonly ours: boolean;
  readonly everySeconds: number;
  readonly runs: number;
  /** Rolled back, from when green was worse on. */
  readonly rolledBack: number;
  /** Rolled back before that. */
  readonly early: number;
  /** Bounds of the share that is rolled back, in percent, each with 95 %. */
  readonly lowerPercent: number;
  readonly upperPercent: number;
  /** Seconds from when green was worse; undefined where fewer than half of the runs are rolled back. */
  readonly medianSeconds: number | undefined;
  /** Mean seconds, those that were not rolled back until the end of the window. */
  readonly meanSeconds: number;
  /** What no test can be below; a regression's only. */
  readonly limitSeconds: number | undefined;
}

const WINDOW_SECONDS = WINDOW_MINUTES * 60;
/** Two-sided, so each side has 95 %. */
const CONFIDENCE = 0.9;

/** Plays a cell so many times, each shift by every rule. The same seed gives the same rows. */
export function playCell(cell: Cell, runs: number, seed: number, rules: readonly Rule[] = RULES): readonly Row[] {
  const { kind, name, requestsPerSecond, baseline, truth } = cell;
  const times = rules.map((): (number | undefined)[] => []);
  for (let run = 0; run < runs; run++) {
    const shift = drawShift(truth, drawsOf(seed, `${name} ${requestsPerSecond} ${baseline}`, run));
    rules.forEach((rule, index) => times[index]?.push(rule.rollsBackAt(shift)));
  }
  return rules.map((rule, index) => {
    const all = times[index] ?? [];
    const early = all.filter((time) => time !== undefined && time <= truth.onset).length;
    const hits = all.flatMap((time) => (time !== undefined && time > truth.onset ? [time - truth.onset] : []));
    const { lower, upper } = proportionInterval(hits.length, runs, CONFIDENCE);
    const open = WINDOW_SECONDS - truth.onset;
    const sorted = [...hits].sort((left, right) => left - right);
    return {
      kind,
      cell: name,
      requestsPerSecond,
      baseline,
      rule: rule.name,
      ours: rule.ours,
      everySeconds: rule.everySeconds,
      runs,
      rolledBack: hits.length,
      early,
      lowerPercent: 100 * lower,
      upperPercent: 100 * upper,
      medianSeconds: sorted[Math.ceil(runs / 2) - 1],
      meanSeconds: (hits.reduce((sum, time) => sum + time, 0) + open * (runs - early - hits.length)) / (runs - early),
      limitSeconds: kind === 'regression' ? limitSeconds(cell) : undefined,
    };
  });
}
