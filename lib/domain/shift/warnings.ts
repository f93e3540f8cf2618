import { MODES } from '../gate/gate-settings';
import { afterLook, firstMeasureWatch, regressionEvidence, type Measure } from '../watch/measure-watch';
import { WATCH_PARAMETERS } from '../watch/watch-parameters';
import type { Bets } from './bets';
import { warningMeasuresOf } from './measures';
import { gateNameOf, warningStreamsOfPlan } from './streams';
import type { ShiftPlan } from './watch-plan';
import type { WatchState } from './watch-state';

/** What is bet on lower limits after a look, with each stream's evidence then, and the highest that it had meanwhile, by key. */
export interface AfterWarningBets {
  readonly warnings: WatchState['warnings'];
  readonly evidence: ReadonlyMap<string, number>;
  readonly peaks: ReadonlyMap<string, number>;
}

/**
 * The bets on lower limits after a look: those of the decision, with a lower tolerance and a capital of their own, so that
 * nothing of what is said early changes what is decided, or how sure that is.
 */
export function afterWarningBets({ plan, compared, warnings }: WatchState, { looks }: Bets): AfterWarningBets {
  // What has no basis yet is not bet on: it begins with it.
  const begun = warningMeasures(plan, compared).filter(({ name }) => compared[name]?.basis !== undefined);
  const after = begun.map((measure) => {
    let own = warnings[measure.name] ?? firstMeasureWatch(measure, plan.windowMinutes);
    let peak = regressionEvidence(own, measure);
    for (const look of looks) {
      own = afterLook(own, measure, look, plan.windowMinutes);
      peak = Math.max(peak, regressionEvidence(own, measure));
    }
    return { key: measure.name, own, evidence: regressionEvidence(own, measure), peak };
  });
  return {
    warnings: Object.fromEntries(after.map(({ key, own }) => [key, own])),
    evidence: new Map(after.map(({ key, evidence }) => [key, evidence])),
    peaks: new Map(after.map(({ key, peak }) => [key, peak])),
  };
}

/**
 * The streams, by their keys, that say by now that green is past a lower limit, and of whose gates nobody said so before. Past
 * the limit itself there is nothing left to warn of.
 *
 * @param peaks the highest evidence that each stream had during this look
 */
export function warnedKeys(
  { plan, compared, regressed, warned }: WatchState,
  peaks: ReadonlyMap<string, number>,
): readonly string[] {
  const byEvidence = warningMeasures(plan, compared).filter((measure) => {
    return (peaks.get(measure.name) ?? 0) >= warningLimit(measure);
  });
  const byRule = warningStreamsOfPlan(plan).filter(({ key }) => compared[key]?.rule.broken !== undefined);
  return [...byEvidence.map(({ name }) => name), ...byRule.map(({ key }) => key)].filter((key) => {
    const gate = gateNameOf(key);
    return regressed[gate] === undefined && warned[gate] === undefined;
  });
}

/**
 * What the evidence of one lower limit has to reach.
 *
 * Each has a part of the chance of all: by Ville's inequality one that holds reaches 1 by its part with a chance of that
 * part at most, and the parts add up to the whole, whatever the limits have to do with each other. The evidence of several is
 * never put together, since each warning names its gate.
 */
export function warningLimit({ share }: Pick<Measure, 'share'>): number {
  return 1 / (WATCH_PARAMETERS.falseWarning * share);
}

/** Those of all gates; shadows have a chance of their own, and take nothing from the others. */
export function warningMeasures(plan: ShiftPlan, compared: WatchState['compared']): readonly Measure[] {
  return MODES.flatMap((mode) => warningMeasuresOf(plan, mode, compared).measures);
}
