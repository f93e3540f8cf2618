import { errorRate, series } from '../looks';
import type { Rule } from '../rule';

/** Of Flagger's analysis of one metric, the success rate. */
export interface FlaggerSettings {
  /** `interval`: how often it looks, and what it looks back on. */
  readonly intervalSeconds: number;
  /** `thresholdRange.min` of `request-success-rate`, in percent. */
  readonly minimumPercent: number;
  /** `threshold`: how many failed checks end the canary. */
  readonly failedChecks: number;
}

/**
 * Each interval is one check. It fails below the minimum, and where there is nothing to measure. Nothing sets the count of
 * failed checks back, and the run of the controller after the one that filled it rolls back (`advanceCanary` asks for the
 * count before it analyses).
 */
export function flagger(settings: FlaggerSettings): Rule {
  const { intervalSeconds, minimumPercent, failedChecks } = settings;
  return {
    name: `Flagger, ${minimumPercent} %, ${failedChecks} checks of ${intervalSeconds} s`,
    ours: false,
    everySeconds: intervalSeconds,
    source: 'fluxcd/flagger 15bd6ad, pkg/controller/scheduler.go; docs/gitbook/usage/metrics.md, tutorials',
    rollsBackAt: (shift) => {
      let failed = 0;
      for (const [run, { green }] of series(shift, intervalSeconds).entries()) {
        if (failed >= failedChecks) return (run + 1) * intervalSeconds;
        const rate = errorRate(green);
        if (rate === undefined || 100 * (1 - rate) < minimumPercent) failed++;
      }
      return undefined;
    },
  };
}

/** As the tutorials have it: 99 %, once a minute, five failed checks. */
export const FLAGGER = flagger({ intervalSeconds: 60, minimumPercent: 99, failedChecks: 5 });
