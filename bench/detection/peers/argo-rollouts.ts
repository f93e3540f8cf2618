import { errorRate, series } from '../looks';
import { summed } from '../made-up-shift';
import type { Rule } from '../rule';

/** Of a metric of an AnalysisTemplate. */
export interface ArgoSettings {
  /** What the data has one point of. */
  readonly dataSeconds: number;
  /** `interval`: how often it measures. */
  readonly intervalSeconds: number;
  /** How much of the time before it goes into one measurement. */
  readonly windowSeconds: number;
  /** `successCondition`, in percent. */
  readonly minimumPercent: number;
  /** `failureLimit`: how many failed measurements are put up with. */
  readonly failureLimit: number;
}

/**
 * A background analysis: it fails with the first failed measurement above the limit, in a row or not. Where nothing was
 * called the rate is not a number, which is no success either. The first measurement is one interval after traffic began:
 * before that there is nothing to measure.
 */
export function argoRollouts(settings: ArgoSettings): Rule {
  const { dataSeconds, intervalSeconds, windowSeconds, minimumPercent, failureLimit } = settings;
  const [each, back] = [intervalSeconds / dataSeconds, windowSeconds / dataSeconds];
  return {
    name: `Argo, ${minimumPercent} %, ${failureLimit} failures, every ${intervalSeconds} s, of ${windowSeconds} s`,
    ours: false,
    everySeconds: dataSeconds,
    source: 'argoproj/argo-rollouts 9f8d111, docs/features/analysis.md; analysis/analysis.go',
    rollsBackAt: (shift) => {
      const points = series(shift, dataSeconds);
      let failed = 0;
      for (let end = each; end <= points.length; end += each) {
        const rate = errorRate(summed(points.slice(Math.max(0, end - back), end)).green);
        if (rate === undefined || 100 * (1 - rate) < minimumPercent) failed++;
        if (failed > failureLimit) return end * dataSeconds;
      }
      return undefined;
    },
  };
}

/**
 * The example of the documentation: 95 %, every five minutes, three failures. Its query is `irate`, which takes the last
 * two samples of the range: the last period of the data, not all five minutes.
 */
export function argoOfDocs(dataSeconds: number): Rule {
  return argoRollouts({
    dataSeconds,
    intervalSeconds: 300,
    windowSeconds: dataSeconds,
    minimumPercent: 95,
    failureLimit: 3,
  });
}
