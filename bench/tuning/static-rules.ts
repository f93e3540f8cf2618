import { argoRollouts } from '../detection/peers/argo-rollouts';
import { flagger } from '../detection/peers/flagger';
import { greenAbove } from '../detection/peers/green-above';
import type { Rule } from '../detection/rule';

/** A rule that knows nothing of blue, with every setting that is tried of it. */
export interface Family {
  readonly name: string;
  readonly dataSeconds: 10 | 60;
  /** At most 20. */
  readonly settings: readonly Rule[];
}

const TUNED = "the benchmark's own settings";
const ERROR_PERCENT = [0.5, 1, 2, 5, 10] as const;
const SHAPES = [
  [1, 1],
  [2, 3],
  [3, 5],
  [5, 5],
] as const;
const FAILED_CHECKS = [1, 2, 5, 10] as const;
const FAILURE_LIMITS = [0, 3] as const;
const PERIODS = [1, 5] as const;

/** On finer data each of them looks that much oftener, at that much less of it. */
export const FAMILIES: readonly Family[] = ([60, 10] as const).flatMap((dataSeconds) => [
  {
    name: `alarm on green, tuned, ${dataSeconds} s`,
    dataSeconds,
    settings: ERROR_PERCENT.flatMap((percent) =>
      SHAPES.map(([breaching, of]) => greenAbove({ percent, breaching, of, periodSeconds: dataSeconds }, TUNED)),
    ),
  },
  {
    name: `Flagger, tuned, ${dataSeconds} s`,
    dataSeconds,
    settings: ERROR_PERCENT.flatMap((percent) =>
      FAILED_CHECKS.map((failedChecks) =>
        flagger({ intervalSeconds: dataSeconds, minimumPercent: 100 - percent, failedChecks }),
      ),
    ),
  },
  {
    name: `Argo, tuned, ${dataSeconds} s`,
    dataSeconds,
    settings: ERROR_PERCENT.flatMap((percent) =>
      FAILURE_LIMITS.flatMap((failureLimit) =>
        PERIODS.map((periods) => {
          const windowSeconds = periods * dataSeconds;
          const minimumPercent = 100 - percent;
          return argoRollouts({
            dataSeconds,
            intervalSeconds: windowSeconds,
            windowSeconds,
            minimumPercent,
            failureLimit,
          });
        }),
      ),
    ),
  },
]);
