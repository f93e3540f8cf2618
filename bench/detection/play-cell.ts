import { proportionInterval } from '../../lib/domain/statistics/proportion-interval';
import { nullOf, type Cell } from './cells';
import type { DrawsOf } from './draws';
import { limitSeconds } from './information-limit';
import { drawShift, TICK_SECONDS, WINDOW_MINUTES, type MadeUpShift } from './made-up-shift';
import type { Rule } from './rule';
import { RULES } from './rules';

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
  /** From when green was worse until the end of the window. */
  readonly openSeconds: number;
  /** Mean seconds, those that were not rolled back until the end of the window. */
  readonly meanSeconds: number;
  /** Errors that green answered with, from when it was worse until it was rolled back or all traffic was moved; mean. */
  readonly errorsServed: number;
  /** What no test can be below; only of a regression in which blue fails as usual. */
  readonly limitSeconds: number | undefined;
}

const WINDOW_SECONDS = WINDOW_MINUTES * 60;
/** Two-sided, so each side has 95 %. */
const CONFIDENCE = 0.9;

/** Plays a cell so many times, each shift by every rule. The same draws give the same rows. */
export function playCell(cell: Cell, runs: number, drawsOf: DrawsOf, rules: readonly Rule[] = RULES): readonly Row[] {
  const { kind, name, requestsPerSecond, baseline, truth } = cell;
  const times = rules.map((): (number | undefined)[] => []);
  const served = rules.map(() => 0);
  for (let run = 0; run < runs; run++) {
    const shift = drawShift(truth, drawsOf(`${name} ${requestsPerSecond} ${baseline}`, run));
    rules.forEach((rule, index) => {
      const time = rule.rollsBackAt(shift);
      times[index]?.push(time);
      served[index] = (served[index] ?? 0) + errorsOfGreen(shift, truth.onset, time ?? WINDOW_SECONDS);
    });
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
      openSeconds: open,
      medianSeconds: sorted[Math.ceil(runs / 2) - 1],
      meanSeconds:
        runs === early
          ? open
          : (hits.reduce((sum, time) => sum + time, 0) + open * (runs - early - hits.length)) / (runs - early),
      errorsServed: (served[index] ?? 0) / Math.max(1, runs - early),
      limitSeconds: kind === 'regression' && isSteady(cell) ? limitSeconds(cell) : undefined,
    };
  });
}

/** Whether blue fails as usual all the time. */
function isSteady({ truth, baseline }: Cell): boolean {
  for (let second = truth.onset; second < WINDOW_SECONDS; second += TICK_SECONDS) {
    if (truth.blue(second, 1) !== baseline) return false;
  }
  return true;
}

/** Those that ended in the tick of their start and those that ended later, in these seconds. */
function errorsOfGreen({ ticks, late }: MadeUpShift, from: number, until: number): number {
  let errors = 0;
  for (let tick = from / TICK_SECONDS; tick < until / TICK_SECONDS; tick++) {
    errors += ticks[tick]?.green.errors ?? 0;
    for (const { version, counts } of late[tick] ?? []) if (version === 'green') errors += counts.errors;
  }
  return errors;
}

/** In words, which tell one cell from all others. */
export function placeOf({
  cell,
  requestsPerSecond,
  baseline,
}: Pick<Row, 'cell' | 'requestsPerSecond' | 'baseline'>): string {
  return `${cell}, ${requestsPerSecond} rps, ${100 * baseline} %`;
}

/** Of the cell in which the same versions have nothing wrong. */
export function nullPlaceOf({ cell, requestsPerSecond, baseline }: Row): string {
  const { name } = nullOf({ name: cell, requestsPerSecond, baseline });
  return placeOf({ cell: name, requestsPerSecond, baseline });
}

export function rolledBackPercent({ rolledBack, runs }: Row): number {
  return (100 * rolledBack) / runs;
}
