import type { Look } from './look';
import {
  afterLook,
  certificationEvidence,
  firstMeasureWatch,
  regressionEvidence,
  type Measure,
  type MeasureWatch,
} from './measure-watch';
import { WATCH_PARAMETERS, type WatchParameters } from './watch-parameters';

/** What is watched while traffic moves. */
export interface WatchPlan {
  /** How long traffic moves, in minutes. */
  readonly windowMinutes: number;
  /** By distinct names; their shares add up to 1. */
  readonly measures: readonly Measure[];
}

/** Everything that has been seen: plain data, which JSON carries. */
export interface ShiftWatch {
  /** In the order of the plan's measures. */
  readonly measures: readonly MeasureWatch[];
  /** The highest evidence there was for a regression, of all measures together. */
  readonly highest: number;
  /** The highest evidence there was for each measure's certificate. */
  readonly highestCertifying: readonly number[];
}

/** What is known after a look. */
export interface WatchVerdict {
  /**
   * `regression`: green is worse than the tolerance. `certified`: every measure that is to be certified is within what it
   * is certified for, shown. `nothing-found`: neither, yet.
   */
  readonly kind: 'regression' | 'certified' | 'nothing-found';
  /** For a certificate that of its weakest measure, else that for a regression. */
  readonly evidence: number;
  /** What the evidence has to reach: 1 by the allowed chance of being wrong. */
  readonly limit: number;
}

export function firstWatch(
  { measures, windowMinutes }: WatchPlan,
  parameters: WatchParameters = WATCH_PARAMETERS,
): ShiftWatch {
  return {
    measures: measures.map((measure) => firstMeasureWatch(measure, windowMinutes, parameters)),
    highest: 1,
    highestCertifying: measures.map(() => 1),
  };
}

/**
 * The watch after a look, and what it says then.
 *
 * It may be looked as often as one likes, and at any time: by Ville's inequality the evidence against a hypothesis that
 * holds reaches 1/α ever with a chance of α at most, as in [safe anytime-valid
 * inference](https://arxiv.org/abs/2210.01948). So what was reached once stays reached, and a certificate does not end
 * the watch: what goes wrong later is still a regression.
 */
export function lookAgain(
  before: ShiftWatch,
  plan: WatchPlan,
  look: Look,
  parameters: WatchParameters = WATCH_PARAMETERS,
): { readonly watch: ShiftWatch; readonly verdict: WatchVerdict } {
  const measures = plan.measures.map((measure, index) =>
    afterLook(
      before.measures[index] ?? firstMeasureWatch(measure, plan.windowMinutes, parameters),
      measure,
      look,
      plan.windowMinutes,
      parameters,
    ),
  );
  const watch = {
    measures,
    highest: Math.max(before.highest, evidenceOfWatch(measures, plan, parameters)),
    highestCertifying: measures.map((one, index) =>
      Math.max(before.highestCertifying[index] ?? 1, certificationEvidence(one)),
    ),
  };
  return { watch, verdict: verdictOf(watch, plan, parameters) };
}

/** The evidence for a regression now: that of the measures, each by its share. */
export function evidenceOfWatch(
  measures: readonly MeasureWatch[],
  plan: WatchPlan,
  parameters: WatchParameters = WATCH_PARAMETERS,
): number {
  return plan.measures.reduce((sum, measure, index) => {
    const one = measures[index];
    return one ? sum + measure.share * regressionEvidence(one, measure, parameters) : sum;
  }, 0);
}

/** What a watch says. All certificates are needed, so together they are wrong no more often than one may be. */
export function verdictOf(
  { highest, highestCertifying }: ShiftWatch,
  plan: WatchPlan,
  { falseRegression, falseCertification }: WatchParameters = WATCH_PARAMETERS,
): WatchVerdict {
  const limit = 1 / falseRegression;
  if (highest >= limit) return { kind: 'regression', evidence: highest, limit };
  const asked = highestCertifying.filter((_, index) => plan.measures[index]?.certifiedWithin !== undefined);
  const weakest = Math.min(...asked);
  const certified = 1 / falseCertification;
  if (asked.length > 0 && weakest >= certified) return { kind: 'certified', evidence: weakest, limit: certified };
  return { kind: 'nothing-found', evidence: highest, limit };
}
