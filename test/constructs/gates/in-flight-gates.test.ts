import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Factor, Gate, Percent, PercentagePoints, Rule } from 'sluice';

const stack = new Stack();
const tables = [dynamodb.Table.fromTableName(stack, 'Books', 'books')];
const metric = (metricName: string, more: object = {}) =>
  new cloudwatch.Metric({ namespace: 'Own', metricName, ...more });
const counts = { failures: metric('Rude'), total: metric('Answers') };
const late = Lazy.number({ produce: () => 1 });

const ONE_POINT = { kind: 'points', points: 1 };

describe('a gate in flight', () => {
  it.each<[string, () => Gate, object]>([
    ['the error rate', () => Gate.errorRate(), { kind: 'error-rate', name: 'error-rate', maxIncrease: ONE_POINT }],
    [
      'the error rate by a factor and a rule',
      () => Gate.errorRate({ maxIncrease: Factor.of(10), rule: Rule.aboveBlue({ minutes: 3, of: 5 }), name: 'errors' }),
      {
        ...{ kind: 'error-rate', name: 'errors', maxIncrease: { kind: 'factor', factor: 10 } },
        rule: { kind: 'above-blue', minutes: 3, of: 5 },
      },
    ],
    [
      'the latency',
      () => Gate.latency(),
      { kind: 'latency', name: 'latency', percentile: 99, maxIncrease: { kind: 'milliseconds', milliseconds: 200 } },
    ],
    [
      'another percentile by percent, in each of three minutes',
      () => Gate.latency({ percentile: 50, maxIncrease: Percent.of(50), rule: Rule.aboveBlue({ minutes: 3 }) }),
      {
        ...{ kind: 'latency', name: 'latency', percentile: 50, maxIncrease: { kind: 'percent', percent: 50 } },
        rule: { kind: 'above-blue', minutes: 3, of: 3 },
      },
    ],
    [
      'the error rate with a lower limit beside the default',
      () => Gate.errorRate({ warnAt: PercentagePoints.of(0.5) }),
      { kind: 'error-rate', name: 'error-rate', maxIncrease: ONE_POINT, warnAt: { kind: 'points', points: 0.5 } },
    ],
    [
      'the latency with a lower limit, and a rule',
      () =>
        Gate.latency({
          ...{ maxIncrease: Duration.seconds(3), warnAt: Duration.seconds(2) },
          rule: Rule.aboveBlue({ minutes: 3 }),
        }),
      {
        ...{ kind: 'latency', name: 'latency', percentile: 99, rule: { kind: 'above-blue', minutes: 3, of: 3 } },
        ...{
          maxIncrease: { kind: 'milliseconds', milliseconds: 3000 },
          warnAt: { kind: 'milliseconds', milliseconds: 2000 },
        },
      },
    ],
    [
      'counts of one’s own with a lower limit',
      () => Gate.failureRatio({ ...counts, maxIncrease: Factor.of(3), warnAt: Factor.of(2) }),
      {
        ...{ kind: 'failure-ratio', name: 'failure-ratio' },
        ...{ maxIncrease: { kind: 'factor', factor: 3 }, warnAt: { kind: 'factor', factor: 2 } },
      },
    ],
    ['tables', () => Gate.throttling({ tables }), { kind: 'throttling', name: 'throttling', onThrottle: 'fail' }],
    [
      'tables that are noted',
      () => Gate.throttling({ tables, onThrottle: 'note' }),
      { kind: 'throttling', name: 'throttling', onThrottle: 'note' },
    ],
    [
      'counts of one’s own',
      () => Gate.failureRatio({ ...counts, maxIncrease: PercentagePoints.of(0.5) }),
      { kind: 'failure-ratio', name: 'failure-ratio', maxIncrease: { kind: 'points', points: 0.5 } },
    ],
  ])('is shipped by its props, and lets proceed where nothing was found: %s', (_, gate, expected) => {
    const { definition, problems, settings } = gate()._bindToRelease();
    expect(problems).toEqual([]);
    expect(definition).toEqual({ ...expected, phase: 'in-flight' });
    expect(settings).toEqual({ onInconclusive: 'proceed' });
  });

  it('counts for what the squad says', () => {
    const { settings } = Gate.latency({ mode: 'shadow', onInconclusive: 'block' })._bindToRelease();
    // That it blocks is as ever, and not said.
    expect(settings).toEqual({ mode: 'shadow' });
  });

  it.each<[string, () => Gate, readonly string[]]>([
    [
      'fewer than no points',
      () => Gate.errorRate({ maxIncrease: PercentagePoints.of(-1) }),
      ['`maxIncrease.points` must be >=0, got: -1'],
    ],
    [
      'a factor that is less',
      () => Gate.errorRate({ maxIncrease: Factor.of(0.5) }),
      ['`maxIncrease.factor` must be >=1, got: 0.5'],
    ],
    [
      'nothing in percent',
      () => Gate.latency({ maxIncrease: Percent.of(0) }),
      ['`maxIncrease.percent` must be >0, got: 0'],
    ],
    [
      'a token in an increase',
      () => Gate.errorRate({ maxIncrease: PercentagePoints.of(late) }),
      ['`maxIncrease.points` must be known at synth, but holds a value that exists only once deployed'],
    ],
    [
      'a token in a duration',
      () => Gate.latency({ maxIncrease: Duration.seconds(late) }),
      ['`maxIncrease` must be known at synth, but holds a value that exists only once deployed'],
    ],
    [
      'a share of a duration in points',
      () => Gate.latency({ maxIncrease: PercentagePoints.of(1) as never }),
      ['`maxIncrease` must be a Duration, or made by Factor.of or Percent.of, got: a PercentagePoints'],
    ],
    [
      'a lower limit that is none',
      () => Gate.latency({ warnAt: Duration.millis(200) }),
      [
        '`warnAt` must be below `maxIncrease`, 200 ms more, got: 200 ms more; past `maxIncrease` the release is stopped, so give a lower one, or leave it out',
      ],
    ],
    [
      'a lower limit of another kind than the default',
      () => Gate.errorRate({ warnAt: Factor.of(2) }),
      [
        '`warnAt` must be of the same kind as `maxIncrease`, as it is unknown which of 2 times as much and 1 point more is lower; give both by PercentagePoints.of',
      ],
    ],
    [
      'a lower limit that is a number',
      () => Gate.failureRatio({ ...counts, warnAt: 1 as never }),
      ['`warnAt` must be made by PercentagePoints.of, Factor.of or Percent.of, got: 1'],
    ],
    [
      'a token in a lower limit',
      () => Gate.errorRate({ warnAt: PercentagePoints.of(late) }),
      ['`warnAt.points` must be known at synth, but holds a value that exists only once deployed'],
    ],
    ['the 100th percentile', () => Gate.latency({ percentile: 100 }), ['`percentile` must be <=99.9, got: 100']],
    ['the 0th percentile', () => Gate.latency({ percentile: 0 }), ['`percentile` must be >=1, got: 0']],
    [
      'more minutes than there are',
      () => Gate.latency({ rule: Rule.aboveBlue({ minutes: 3, of: 2 }) }),
      ['`rule` must have `of` as many minutes as `minutes` at least'],
    ],
    [
      'more minutes than a look sees',
      () => Gate.latency({ rule: Rule.aboveBlue({ minutes: 3, of: 16 }) }),
      ['`rule.of` must be <=15, got: 16'],
    ],
    [
      'no tables',
      () => Gate.throttling({ tables: [] }),
      ['`tables` must have a table: without one there is nothing to watch; give it those that the function uses'],
    ],
    [
      'a metric without a namespace, and a name',
      () => Gate.failureRatio({ ...counts, failures: metric('', { namespace: '' }) }),
      [
        '`failures` must have a namespace, got: ""; give the metric the one that you publish it in',
        '`failures` must have a name, got: ""; give the metric the one that you publish it by',
      ],
    ],
    [
      'a metric of one version',
      () => Gate.failureRatio({ ...counts, total: metric('Answers', { dimensionsMap: { ExecutedVersion: '7' } }) }),
      [
        '`total` must leave out the dimension ExecutedVersion, got: "7"; the watch puts the number of each version there',
      ],
    ],
    [
      'no dimension for versions',
      () => Gate.failureRatio({ ...counts, versionDimension: '' }),
      ['`versionDimension` must name a dimension, got: ""; leave it out for ExecutedVersion'],
    ],
    [
      'what is worked out of metrics',
      () =>
        Gate.failureRatio({
          ...counts,
          failures: new cloudwatch.MathExpression({ expression: '1 + 1' }) as never,
        }),
      ['`failures` must be a Metric of CloudWatch, by its namespace, name and dimensions, got: a MathExpression'],
    ],
  ])('has its problem said: %s', (_, gate, says) => {
    const bound = gate();
    expect(bound._bindToRelease().problems).toEqual(says.map((one) => `gate \`${bound.name}\`: ${one}`));
  });
});
