import { dispersionOfHistory } from '../../lib/domain/watch/dispersion';
import type { AddedCounts } from '../../lib/domain/watch/look';
import type { Measure } from '../../lib/domain/watch/measure-watch';
import { firstWatch, lookAgain } from '../../lib/domain/watch/shift-watch';
import { WATCH_PARAMETERS } from '../../lib/domain/watch/watch-parameters';
import { summed, TICK_SECONDS, WEIGHT, WINDOW_MINUTES, type MadeUpShift } from './made-up-shift';

/** One way to decide whether a shift goes on. */
export interface Rule {
  readonly name: string;
  readonly ours: boolean;
  /** How often it looks. */
  readonly everySeconds: number;
  /** The second at which it rolls back; undefined where it does not. */
  readonly rollsBackAt: (shift: MadeUpShift) => number | undefined;
}

/** What the watch tells of errors alone. */
export function errorsMeasure(shift: MadeUpShift, certifiedWithin?: number): Measure {
  const { tolerance, warmUp } = WATCH_PARAMETERS;
  return {
    name: 'errors',
    share: 1,
    tolerance,
    warmUpTolerance: { ...tolerance, extra: warmUp.extra },
    certifiedWithin: certifiedWithin === undefined ? undefined : { factor: 1, extra: certifiedWithin },
    dispersion: dispersionOfHistory(shift.history),
  };
}

/** What ships, called as the watch calls it. A pre-warmed green has no warm-up. */
function ours(everySeconds: number, warmUpSeconds: number): Rule {
  return {
    name: `Sluice, ${everySeconds} s${warmUpSeconds > 0 ? ', warm-up' : ', pre-warmed'}`,
    ours: true,
    everySeconds,
    rollsBackAt: (shift) => {
      const measure = errorsMeasure(shift);
      const measures = [warmUpSeconds > 0 ? measure : { ...measure, warmUpTolerance: undefined }];
      const plan = { windowMinutes: WINDOW_MINUTES, measures };
      let watch = firstWatch(plan);
      for (const { added, from } of periods(shift.ticks, everySeconds)) {
        const warmUp = from < warmUpSeconds;
        const minute = Math.floor(from / 60);
        const next = lookAgain(watch, plan, { minute, warmUp, weight: WEIGHT, added: { errors: added } });
        if (next.verdict.kind === 'regression') return from + everySeconds;
        watch = next.watch;
      }
      return undefined;
    },
  };
}

/** What teams run today: green's error rate is more than a point above blue's in so many of the last minutes. */
function aboveBlue(minutes: number, of: number): Rule {
  return {
    name: `blue + 1 pp, ${minutes} of ${of} min`,
    ours: false,
    everySeconds: 60,
    rollsBackAt: ({ ticks }) => {
      const above: boolean[] = [];
      for (const { added, from } of periods(ticks, 60)) {
        above.push(rate(added.green) > rate(added.blue) + 0.01);
        if (above.slice(-of).filter((one) => one).length >= minutes) return from + 60;
      }
      return undefined;
    },
  };
}

function rate({ calls, errors }: AddedCounts['blue']): number {
  return calls === 0 ? 0 : errors / calls;
}

export function* periods(ticks: readonly AddedCounts[], everySeconds: number) {
  const each = everySeconds / TICK_SECONDS;
  for (let tick = 0; tick < ticks.length; tick += each) {
    yield { added: summed(ticks.slice(tick, tick + each)), from: tick * TICK_SECONDS };
  }
}

export const OURS_10 = ours(10, 0);
export const OURS_60 = ours(60, 0);
export const OURS_10_WARM_UP = ours(10, 60);
export const OURS_60_WARM_UP = ours(60, 60);

export const RULES: readonly Rule[] = [
  OURS_10,
  OURS_60,
  OURS_10_WARM_UP,
  OURS_60_WARM_UP,
  aboveBlue(5, 5),
  aboveBlue(3, 5),
];
