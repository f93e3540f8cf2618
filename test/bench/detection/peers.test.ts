import { aboveBlue, rollingAboveBlue } from '../../../bench/detection/peers/above-blue';
import { argoOfDocs, argoRollouts } from '../../../bench/detection/peers/argo-rollouts';
import { FLAGGER, flagger } from '../../../bench/detection/peers/flagger';
import { AWS_ALARM, greenAbove, STATIC_ALARM } from '../../../bench/detection/peers/green-above';
import { classify, KAYENTA, scoreOf } from '../../../bench/detection/peers/kayenta';
import { lindonMalek, logEvidence } from '../../../bench/detection/peers/lindon-malek';
import { logGamma } from '../../../bench/detection/peers/log-gamma';
import { PEERS_10, PEERS_60 } from '../../../bench/detection/peers/peers';
import { SAM_ALARMS } from '../../../bench/detection/peers/sam-alarms';
import type { Rule } from '../../../bench/detection/rule';
import { RULES } from '../../../bench/detection/rules';
import { minutes, shiftOf, type Counted } from './made-of';

const good: Counted = [100, 0];
const bad: Counted = [100, 10];
const none: Counted = [0, 0];
const green = (...all: readonly Counted[]) => shiftOf([...all, ...minutes(30 - all.length, good)], minutes(30, good));

describe('the rules beside the watch, worked out by hand', () => {
  it.each<readonly [string, Rule, ReturnType<typeof shiftOf>, number | undefined]>([
    ['an error of green in two minutes', SAM_ALARMS, green(good, bad, bad), 180],
    ['errors with a good minute between', SAM_ALARMS, green(bad, good, bad), undefined],
    ['errors with an empty minute between', SAM_ALARMS, shiftOf([bad, none, bad], minutes(30, none)), 180],
    ['errors of blue, of which the alias has all', SAM_ALARMS, shiftOf(minutes(30, good), [bad, bad]), 120],
    ['one of blue and one of green, in turn', SAM_ALARMS, shiftOf([good, bad], [bad, good]), 120],

    ['three of five minutes', STATIC_ALARM, green(bad, good, bad, good, bad), 300],
    ['three of six minutes', STATIC_ALARM, green(bad, good, good, bad, good, bad), undefined],
    ['exactly 5 %', STATIC_ALARM, green(...minutes(30, [100, 5])), undefined],
    ['two of three minutes', AWS_ALARM, green(good, bad, good, bad), 240],
    ['a minute without a call', AWS_ALARM, green(bad, none, none, bad), undefined],

    ['five failed checks and one run more', FLAGGER, green(...minutes(5, bad)), 360],
    ['failed checks that are apart', FLAGGER, green(bad, good, bad, good, bad, good, bad, good, bad, good), 600],
    ['minutes without a call, which fail', FLAGGER, green(...minutes(5, none)), 360],
    ['four failed checks', FLAGGER, green(...minutes(4, bad)), undefined],
    ['exactly 99 %', FLAGGER, green(...minutes(30, [100, 1])), undefined],

    ['four failed measurements, in the last minute of five', argoOfDocs(60), shiftOf(minutes(30, bad)), 1200],
    ['nothing wrong in that minute', argoOfDocs(60), shiftOf(spaced(bad, good)), undefined],
    ['wrong in that minute alone', argoOfDocs(60), shiftOf(spaced(good, bad)), 1200],
    ['ten seconds without a call', argoOfDocs(10), shiftOf(minutes(30, good)), 1200],

    ['above blue in five minutes', aboveBlue(5, 5), green(good, ...minutes(5, bad)), 360],
    ['above blue in four of five', aboveBlue(5, 5), green(bad, bad, good, bad, bad), undefined],
    ['as bad as blue', aboveBlue(3, 5), shiftOf(minutes(30, bad), minutes(30, bad)), undefined],
    ['exactly a point above', aboveBlue(5, 5), shiftOf(minutes(30, [100, 1]), minutes(30, good)), undefined],
    ['a point above in the mean of five minutes', rollingAboveBlue(60), green(good, bad), 300],
    ['half a point above', rollingAboveBlue(60), green(...minutes(30, [200, 1])), undefined],
  ])('%s: %o', (_, rule, shift, at) => {
    expect(rule.rollsBackAt(shift)).toBe(at);
  });

  it('take settings', () => {
    const shift = green(bad, bad, bad);
    const once = { breaching: 1, of: 1, periodSeconds: 60 };
    expect(greenAbove({ ...once, percent: 9 }, '').rollsBackAt(shift)).toBe(60);
    expect(greenAbove({ ...once, percent: 10 }, '').rollsBackAt(shift)).toBeUndefined();
    const check = { intervalSeconds: 60, minimumPercent: 95, failedChecks: 1 };
    expect(flagger(check).rollsBackAt(shift)).toBe(120);
    expect(flagger({ ...check, minimumPercent: 90 }).rollsBackAt(shift)).toBeUndefined();
    const measurement = { dataSeconds: 60, intervalSeconds: 300, windowSeconds: 300, minimumPercent: 95 };
    expect(argoRollouts({ ...measurement, failureLimit: 0 }).rollsBackAt(shift)).toBe(300);
    expect(argoRollouts({ ...measurement, failureLimit: 1 }).rollsBackAt(shift)).toBeUndefined();
  });

  it('have names of their own, each with its source, and the same ones on finer data', () => {
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
    for (const { ours, source = '' } of RULES) expect(source === '').toBe(ours);
    expect(PEERS_10).toHaveLength(PEERS_60.length);
  });
});

/** Five times over four of one kind and one of the other. */
function spaced(first: Counted, last: Counted): readonly Counted[] {
  return Array.from({ length: 30 }, (_, minute) => (minute % 5 === 4 ? last : first));
}

describe("Kayenta's judge", () => {
  it.each<readonly [string, readonly number[], readonly number[], string]>([
    ['no point of one of them', [], [1, 2], 'Nodata'],
    ['the same values in another order', [1, 2, 3], [3, 1, 2], 'Pass'],
    ['one value in both', [0, 0, 0], [0, 0], 'Pass'],
    ['one value in each, the canary above', [0.01, 0.01, 0.01, 0.01, 0.01], [0.5, 0.5, 0.5, 0.5, 0.5], 'High'],
    ['one value in each, the canary below', [0.5, 0.5, 0.5, 0.5, 0.5], [0.01, 0.01, 0.01, 0.01, 0.01], 'Pass'],
    ['an outage beside no error', [0, 0, 0, 0, 0], [1, 1, 1, 1, 1], 'High'],
    // Five beside five, all above: the interval's lower end is the smallest difference, 2, and the estimate is 4.
    ['all above', [1, 2, 3], [5, 6, 7], 'High'],
    // The smallest difference, 0.5, is less than a quarter of the estimate.
    ['all above, one of them hardly', [1, 2, 2.5], [3, 6, 7], 'Pass'],
    ['much the same', [1, 2, 3, 4, 5], [2, 1, 4, 3, 6], 'Pass'],
  ])('%s', (_, control, experiment, label) => {
    expect(classify(control, experiment)).toBe(label);
  });

  it('scores what says something, and nothing where half says nothing', () => {
    expect(scoreOf(['Pass'])).toBe(100);
    expect(scoreOf(['High'])).toBe(0);
    expect(scoreOf(['Pass', 'High'])).toBe(50);
    expect(scoreOf(['Pass', 'Nodata', 'High', 'High'])).toBeCloseTo(33.33, 2);
    expect(scoreOf(['Pass', 'Nodata'])).toBe(0);
    expect(scoreOf(['Error'])).toBe(100);
  });

  it('judges every five minutes, all that was seen until then', () => {
    const blue = Array.from({ length: 30 }, (_, minute): Counted => [1000, 5 + (minute % 3)]);
    const worse = blue.map(([calls, errors]): Counted => [calls, errors + 10]);
    expect(KAYENTA.rollsBackAt(shiftOf(worse, blue))).toBe(300);
    expect(KAYENTA.rollsBackAt(shiftOf(blue, blue))).toBeUndefined();
    // Of ten minutes the interval begins at the 20th of 100 differences, and the three good ones have 30 around 0. Of 15
    // it begins at the 56th of 225, and those three have 45.
    const late = [...blue.slice(0, 3), ...worse.slice(3)];
    expect(KAYENTA.rollsBackAt(shiftOf(late, blue))).toBe(900);
  });

  it('has no point for a minute without a call', () => {
    const blue = Array.from({ length: 30 }, (_, minute): Counted => [1000, 5 + (minute % 3)]);
    const gaps = blue.map(([calls, errors], minute): Counted => (minute % 2 === 0 ? [calls, errors + 10] : none));
    expect(KAYENTA.rollsBackAt(shiftOf(gaps, blue))).toBe(300);
    expect(KAYENTA.rollsBackAt(shiftOf([], blue))).toBe(300);
  });
});

describe("Lindon and Malek's test", () => {
  // By SciPy 1.17: betaln, gammaln.
  it.each([
    [0, 0, 0],
    [0, 3, 0.24787877844893558],
    [10, 10, 2.2081973444123477],
    [900, 100, -1.2066048002142793],
    [90, 40, 12.927795995719904],
  ])('of %d errors of blue and %d of green', (blue, ofGreen, evidence) => {
    expect(logEvidence(blue, ofGreen)).toBeCloseTo(evidence, 9);
  });

  it.each([
    [1, 0],
    [1.5, -0.12078223763524526],
    [10, 12.801827480081469],
    [90.5, 315.9013459032995],
    [12345, 103953.5324720479],
  ])('by a gamma function that is right at %d', (x, value) => {
    expect(logGamma(x)).toBeCloseTo(value, 8);
  });

  it('expects no evidence from errors that are split as the traffic is: exactly 1 after any number', () => {
    for (const errors of [1, 2, 7, 40]) {
      let [expected, chance] = [0, 0.9 ** errors];
      for (let ofGreen = 0; ofGreen <= errors; ofGreen++) {
        expected += chance * Math.exp(logEvidence(errors - ofGreen, ofGreen));
        chance *= ((errors - ofGreen) / (ofGreen + 1)) * (0.1 / 0.9);
      }
      expect(expected).toBeCloseTo(1, 9);
    }
  });

  it('rolls back where the evidence reaches 100, and never for fewer errors of green', () => {
    const share = (ofBlue: number, ofGreen: number) =>
      lindonMalek(60).rollsBackAt(shiftOf(minutes(30, [1000, ofGreen]), minutes(30, [9000, ofBlue])));
    const first = Array.from({ length: 30 }, (_, minute) => minute + 1).find(
      (count) => logEvidence(9 * count, 4 * count) >= Math.log(100),
    )!;
    expect(share(9, 4)).toBe(60 * first);
    expect(first).toBeGreaterThan(1);
    expect(share(9, 1)).toBeUndefined();
    expect(share(40, 0)).toBeUndefined();
    expect(logEvidence(1200, 0)).toBeGreaterThan(Math.log(100));
  });
});
