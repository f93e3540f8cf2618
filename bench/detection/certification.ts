import { proportionInterval } from '../../lib/domain/statistics/proportion-interval';
import { firstWatch, lookAgain } from '../../lib/domain/watch/shift-watch';
import type { DrawsOf } from './draws';
import { periods } from './looks';
import { drawShift, NONE_SLOW, WEIGHT, WINDOW_MINUTES, type MadeUpShift } from './made-up-shift';
import { errorsMeasure } from './rules';

const BASELINE = 0.005;
/** Green is to be shown to fail less than this more often. */
const WITHIN = 0.01;
const RATES = [10, 100, 1000] as const;

/** How soon green is certified, and how often wrongly. */
export interface Certified {
  readonly requestsPerSecond: number;
  /** Whether green was exactly as much worse as it is certified not to be; else as good as blue. */
  readonly onEdge: boolean;
  readonly percent: number;
  readonly lowerPercent: number;
  /** Undefined where fewer than half are certified. */
  readonly medianSeconds: number | undefined;
}

export function playCertification(runs: number, drawsOf: DrawsOf): readonly Certified[] {
  return RATES.flatMap((requestsPerSecond) =>
    [false, true].map((onEdge) => {
      const seconds: number[] = [];
      for (let run = 0; run < runs; run++) {
        const name = `certification ${requestsPerSecond} ${onEdge ? 'on the edge' : 'alike'}`;
        const truth = {
          requestsPerSecond,
          weight: WEIGHT,
          blue: () => BASELINE,
          green: () => BASELINE + (onEdge ? WITHIN : 0),
          cluster: 1,
          slow: NONE_SLOW,
          onset: 0,
        };
        const at = certifiedAt(drawShift(truth, drawsOf(name, run)));
        if (at !== undefined) seconds.push(at);
      }
      seconds.sort((left, right) => left - right);
      return {
        requestsPerSecond,
        onEdge,
        percent: (100 * seconds.length) / runs,
        lowerPercent: 100 * proportionInterval(seconds.length, runs, 0.9).lower,
        medianSeconds: seconds[Math.ceil(runs / 2) - 1],
      };
    }),
  );
}

/** Early promotion: certified before anything else, with looks every 10 s. */
function certifiedAt(shift: MadeUpShift): number | undefined {
  const measure = { ...errorsMeasure(shift, WITHIN), warmUpTolerance: undefined };
  const plan = { windowMinutes: WINDOW_MINUTES, measures: [measure] };
  let watch = firstWatch(plan);
  for (const { added, from } of periods(shift, 10)) {
    const minute = Math.floor(from / 60);
    const next = lookAgain(watch, plan, { minute, warmUp: false, weight: WEIGHT, added: { errors: added } });
    if (next.verdict.kind === 'regression') return undefined;
    if (next.verdict.kind === 'certified') return from + 10;
    watch = next.watch;
  }
  return undefined;
}
