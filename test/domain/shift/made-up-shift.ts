import { seededRandom } from '../../../lib/domain/statistics/seeded-random';
import { firstState, takeLook } from '../../../lib/domain/shift/take-look';
import type { AddedCounts } from '../../../lib/domain/watch/look';
import type { WatchState } from '../../../lib/domain/shift/watch-state';
import { at, errorGate, limitBasis, seenStreams, shiftOf, warningBasis } from './example-shift';

const WEIGHT = 0.1;
const WINDOW = 30;

export interface Truth {
  readonly callsPerMinute: number;
  /** Shares of failing calls. */
  readonly failing: { readonly blue: number; readonly green: number };
  /** So many minutes later a failing call ends, and so is counted: in the minute of its start. */
  readonly lateMinutes: { readonly blue: number; readonly green: number };
}

/** A canary of half an hour that the watch looks at every minute, and once more when all has been counted. */
export function playShift(
  seed: string,
  { callsPerMinute, failing, lateMinutes }: Truth,
  gate = errorGate('errors'),
): WatchState {
  const draw = seededRandom(seed);
  const arm = (version: 'blue' | 'green', share: number) =>
    Array.from({ length: WINDOW }, () => {
      const calls = hits(callsPerMinute, share, draw);
      return { calls, errors: hits(calls, failing[version], draw), late: lateMinutes[version] };
    });
  const [blue, green] = [arm('blue', 1 - WEIGHT), arm('green', WEIGHT)];
  const published = (of: typeof blue, minute: number, now: number) => {
    const { calls = 0, errors = 0, late = 0 } = of[minute] ?? {};
    return minute + 1 + late <= now - 1 ? { calls, errors } : { calls: calls - errors, errors: 0 };
  };
  const { name, watched } = gate;
  const streams = { ...limitBasis(name, watched), ...warningBasis(name, watched) };
  let state = firstState(shiftOf([gate], { windowMinutes: WINDOW }));
  for (let now = 0.5; now < WINDOW + 4 + lateMinutes.green; now++) {
    const minutes = new Map<number, AddedCounts>();
    for (
      let minute = Math.max(0, Math.floor(now) - 5 - lateMinutes.green);
      minute <= now && minute < WINDOW;
      minute++
    ) {
      minutes.set(at(minute), { blue: published(blue, minute, now), green: published(green, minute, now) });
    }
    state = takeLook(state, seenStreams(now, minutes, streams, now < WINDOW ? WEIGHT : null));
  }
  return state;
}

/** How many of so many happen, by the normal approximation where there are many: fast, and near enough for a bound. */
function hits(trials: number, share: number, draw: () => number): number {
  if (trials * Math.min(share, 1 - share) > 20) {
    const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
    const count = Math.round(trials * share + normal * Math.sqrt(trials * share * (1 - share)));
    return Math.min(trials, Math.max(0, count));
  }
  let count = 0;
  for (let trial = 0; trial < trials; trial++) if (draw() < share) count++;
  return count;
}
