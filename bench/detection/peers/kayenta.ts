import { errorRate, series } from '../looks';
import type { Rule } from '../rule';
import { locationShift } from './mann-whitney';

/** Of NetflixACAJudge: two-sided 98 %, and a quarter of the estimate. */
const QUANTILE = 2.3263478740408408;
const TOLERANCE = 0.25;
/** `effectSize.allowedIncrease` of the ratio of means. */
const ALLOWED_INCREASE = 1;
/** Below this score a canary fails at once: the example configurations' `marginal`. */
const MARGINAL_SCORE = 75;
const JUDGED_EVERY_MINUTES = 5;

export type Label = 'Pass' | 'High' | 'Nodata' | 'Error';

/** Whether a metric of which more is worse is higher in the canary, by a point a minute of each. */
export function classify(control: readonly number[], experiment: readonly number[]): Label {
  if (control.length === 0 || experiment.length === 0) return 'Nodata';
  if (sameValues(control, experiment)) return 'Pass';
  const flat = isFlat(control) && isFlat(experiment);
  if (flat && control[0] === experiment[0]) return 'Pass';
  const [x, y] = flat ? [spread(experiment), spread(control)] : [experiment, control];
  const { lower, estimate } = locationShift(x, y, QUANTILE);
  const ratio = mean(y) === 0 || mean(x) === 0 ? undefined : mean(x) / mean(y);
  const high = lower > TOLERANCE * Math.abs(estimate) && (ratio === undefined || ratio >= ALLOWED_INCREASE);
  return high ? 'High' : 'Pass';
}

/** The score of a canary, 0 to 100: of the metrics that say something, how many pass; all of them in one group. */
export function scoreOf(labels: readonly Label[]): number {
  const count = (label: Label) => labels.filter((one) => one === label).length;
  if (count('Nodata') * 2 >= labels.length) return 0;
  const telling = count('Pass') + count('High');
  return telling === 0 ? 100 : (100 * count('Pass')) / telling;
}

/**
 * The judge on one metric, the error rate, with a point a minute, over all minutes since traffic began, every five
 * minutes. A minute without a call has no point (`nanStrategy` is `remove`). Spinnaker advises 50 points, which a shift of
 * half an hour never has.
 */
export const KAYENTA: Rule = {
  name: 'Kayenta, every 5 min',
  ours: false,
  everySeconds: 60,
  source: 'spinnaker/kayenta a69573b, NetflixACAJudge.scala, MannWhitneyClassifier.scala, WeightedSumScorer.scala',
  rollsBackAt: (shift) => {
    const minutes = series(shift, 60);
    const rates = (version: 'blue' | 'green') => minutes.map((added) => errorRate(added[version]));
    const [blue, green] = [rates('blue'), rates('green')];
    for (let end = JUDGED_EVERY_MINUTES; end <= minutes.length; end += JUDGED_EVERY_MINUTES) {
      const label = classify(known(blue.slice(0, end)), known(green.slice(0, end)));
      if (scoreOf([label]) < MARGINAL_SCORE) return end * 60;
    }
    return undefined;
  },
};

function known(rates: readonly (number | undefined)[]): readonly number[] {
  return rates.filter((rate) => rate !== undefined);
}

function sameValues(left: readonly number[], right: readonly number[]): boolean {
  if (left.length !== right.length) return false;
  const [one, other] = [[...left].sort(ascending), [...right].sort(ascending)];
  return one.every((value, index) => value === other[index]);
}

function ascending(left: number, right: number): number {
  return left - right;
}

function isFlat(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

/** Where both are flat the judge adds noise of 1e-5 of the value; this is as small, and no chance. */
function spread(values: readonly number[]): readonly number[] {
  return values.map((value, index) => value * (1 + 1e-5 * (index / values.length - 0.5)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
