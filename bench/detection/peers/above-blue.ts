import { errorRate, series } from '../looks';
import { summed } from '../made-up-shift';
import type { Rule } from '../rule';
import { redAt } from './alarm';

const POINT = 0.01;
const ROLLING_SECONDS = 300;
const SOURCE = 'no one source: green a point above blue for 5 minutes, as release checklists have it';

/** What teams run today: green's error rate is more than a point above blue's in so many of the last minutes. */
export function aboveBlue(minutes: number, of: number): Rule {
  return {
    name: `blue + 1 pp, ${minutes} of ${of} min`,
    ours: false,
    everySeconds: 60,
    source: SOURCE,
    rollsBackAt: (shift) =>
      redAt(
        shift,
        { breaching: minutes, of, periodSeconds: 60 },
        ({ blue, green }) => (errorRate(green) ?? 0) > (errorRate(blue) ?? 0) + POINT,
      ),
  };
}

/** The same words read otherwise: a point above blue over the last five minutes together, at every look. */
export function rollingAboveBlue(everySeconds: number): Rule {
  return {
    name: `blue + 1 pp, rolling 5 min, ${everySeconds} s`,
    ours: false,
    everySeconds,
    source: SOURCE,
    rollsBackAt: (shift) => {
      const points = series(shift, everySeconds);
      const back = ROLLING_SECONDS / everySeconds;
      for (let end = back; end <= points.length; end++) {
        const { blue, green } = summed(points.slice(end - back, end));
        if ((errorRate(green) ?? 0) > (errorRate(blue) ?? 0) + POINT) return end * everySeconds;
      }
      return undefined;
    },
  };
}
