import { Annotations as CdkAnnotations, App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  Gate,
  GatedRelease,
  Judge,
  QualitySuite,
  Rate,
  ReleasePlatform,
  TrafficPlan,
  type GatedReleaseProps,
} from 'sluice';
import { PLATFORM_GB } from '../../../lib/domain/cost/release-usage';
import { releaseCost } from '../../../lib/domain/cost/release-cost';
import { US_EAST_1_PRICES } from '../../../lib/domain/cost/prices';
import { manifestTextSchema } from '../../../lib/domain/release/manifest';
import * as v from 'valibot';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { outdir, remove } = temporaryApp();
afterAll(remove);

let made = 0;

/** A release in an app of its own, without the flag that makes warnings stop the synth. */
function released(
  props: Partial<GatedReleaseProps> | ((stack: Stack) => Partial<GatedReleaseProps>) = {},
  over: Partial<lambda.FunctionProps> = {},
): Stack {
  const stack = new Stack(new App({ outdir: `${outdir}/${made++}` }), 'Stack');
  const fn = new lambda.Function(stack, 'Chat', {
    code: lambda.Code.fromInline('exports.handler = async () => 1;'),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    ...over,
  });
  const own = typeof props === 'function' ? props(stack) : props;
  new GatedRelease(stack, 'Release', { function: fn, gates: [Gate.health()], ...own });
  return stack;
}

const traffic = TrafficPlan.canary({ percent: 10, interval: Duration.minutes(5) });
const PATH = '/Stack/Release';
const infos = (stack: Stack) =>
  Annotations.fromStack(stack)
    .findInfo(PATH, Match.anyValue())
    .map(({ entry }) => JSON.stringify(entry.data).slice(1, -1));
const warnings = (stack: Stack) =>
  Annotations.fromStack(stack)
    .findWarning(PATH, Match.anyValue())
    .map(({ entry }) => JSON.stringify(entry.data).slice(1, -1));

describe('what is said at synth of what a canary can see', () => {
  it('is nothing where no traffic is expected', () => {
    const stack = released();
    expect(warnings(stack)).toEqual([]);
    expect(infos(stack)).toEqual([expect.stringMatching(/^A release costs about /)]);
  });

  it('is an information where it is enough', () => {
    const stack = released({ traffic, expectedTraffic: Rate.perDay(50_000) });
    expect(warnings(stack)).toEqual([]);
    expect(infos(stack)).toContainEqual(
      expect.stringMatching(
        /^At 10 % for 5 minutes green gets about 17 requests .* less than 47 points above the usual 0\.1 % .*At 25 % for 15 minutes it would show 5\.6 points\..*\[ack: sluice:canarySees\]$/,
      ),
    );
  });

  it('is a warning, which can be acknowledged, where nothing under fifty points would be seen', () => {
    const stack = released({ traffic, expectedTraffic: Rate.perDay(500) });
    expect(warnings(stack)).toEqual([expect.stringContaining('[ack: sluice:canarySeesLittle]')]);
  });

  it('follows the limit of the alarm and the errors that are usual', () => {
    const expectedTraffic = Rate.perSecond(10);
    const said = (props: Partial<GatedReleaseProps>) => infos(released({ traffic, expectedTraffic, ...props })).join();
    expect(said({ maxErrorIncreasePoints: 20 })).toContain('less than 25 points above the usual 0.1 %');
    expect(said({ usualErrorRatePercent: 2 })).toContain('above the usual 2 %');
  });
});

describe('what is said at synth of what a release costs', () => {
  it('follows the function’s memory and architecture, the prices and the number of releases', () => {
    const said = [
      released(),
      released({ expectedReleasesPerMonth: 200 }),
      released({ prices: { cloudWatchAlarmMetricMonth: 1 } }),
      released({}, { memorySize: 10_240 }),
      released({}, { memorySize: 10_240, architecture: lambda.Architecture.ARM_64 }),
    ].map((stack) => infos(stack).join());
    expect(new Set(said).size).toBe(5);
    expect(said[1]).toContain('with 200 releases');
    expect(said[2]).toContain('$5.00 of it standing');
  });

  it.each([
    ['two alarms of its own', [Gate.health()], 5],
    ['that of the watch besides', [Gate.health(), Gate.errorRate()], 6],
  ] as const)('counts the metrics that the release’s alarms look at: %s', (_, gates, expected) => {
    const stack = released({ gates: [...gates] });
    const alarms = Object.values(new StackView(stack).resources('AWS::CloudWatch::Alarm'));
    const metrics = alarms.flatMap(({ Properties: { Metrics: metrics, MetricName: name } }) =>
      name === undefined ? (metrics as { MetricStat?: object }[]).filter((one) => one.MetricStat) : [name],
    );
    expect(metrics).toHaveLength(expected);
    const { standingUsdPerMonth } = releaseCost({
      gates: [],
      shape: { kind: 'all-at-once' },
      tables: 0,
      functionGb: 1,
      releasesPerMonth: 0,
      alarmMetrics: metrics.length,
      architecture: 'arm64',
      prices: US_EAST_1_PRICES,
    });
    expect(infos(stack).join()).toContain(`$${standingUsdPerMonth.toFixed(2)} of it standing`);
  });

  it('counts the watch, by how long traffic moves and which tables it looks at', () => {
    const tables = (stack: Stack) => [
      new dynamodb.TableV2(stack, 'Titles', { partitionKey: { name: 'key', type: dynamodb.AttributeType.STRING } }),
    ];
    const prices = { cloudWatchThousandMetrics: 1000 };
    const shift = (minutes: number) => TrafficPlan.canary({ percent: 10, interval: Duration.minutes(minutes) });
    const dollarsOf = (stack: Stack) =>
      Number(/A release costs about \$([\d.]+)/.exec(infos(stack).join())?.[1] ?? Number.NaN);
    const nothing = dollarsOf(released({ prices }));
    const ten = dollarsOf(released({ prices, gates: [Gate.errorRate()], traffic: shift(10) }));
    const thirty = dollarsOf(released({ prices, gates: [Gate.errorRate()], traffic: shift(30) }));
    const throttling = dollarsOf(
      released((stack) => ({ prices, gates: [Gate.throttling({ tables: tables(stack) })], traffic: shift(10) })),
    );
    expect(nothing).toBeLessThan(0.1);
    expect([ten, thirty, throttling].map(Math.round)).toEqual([70, 150, 56]);
  });

  it('counts the platform’s functions as they are', () => {
    const stack = new Stack(new App({ outdir: `${outdir}/platform` }), 'Platform');
    new ReleasePlatform(stack, 'Platform');
    const functions = Object.values(new StackView(stack).resources('AWS::Lambda::Function'));
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ MemorySize: PLATFORM_GB * 1024, Architectures: ['arm64'] });
    }
  });
});

describe('what was said at synth', () => {
  it('is in the manifest, so that the ledger keeps it', () => {
    const view = new StackView(released({ traffic, expectedTraffic: Rate.perDay(50_000) }));
    const { Value: value } = view.properties('AWS::SSM::Parameter', 'Release/Manifest');
    expect(v.parse(manifestTextSchema, view.text(value)).foreseen).toEqual([
      expect.stringContaining('about 17 requests'),
      'At 25 % for 15 minutes it would show 5.6 points.',
      expect.stringContaining('The latency alarm will see nothing'),
      expect.stringMatching(/^A release costs about /),
    ]);
  });
});

describe('a rate', () => {
  it.each([
    [Rate.perSecond(2), 120, '2 a second'],
    [Rate.perMinute(2), 2, '2 a minute'],
    [Rate.perHour(120), 2, '120 an hour'],
    [Rate.perDay(1440), 1, '1440 a day'],
  ])('is the same by the minute: %s', (rate, perMinute, text) => {
    expect(rate.countPerMinute).toBe(perMinute);
    expect(String(rate)).toBe(text);
  });
});

describe('wrong expectations', () => {
  it('are said at synth, in one go', () => {
    const stack = released({
      expectedTraffic: Rate.perHour(-5),
      usualErrorRatePercent: 100,
      expectedReleasesPerMonth: -1,
      prices: { snsMillionPublishes: Number.NaN },
    });
    const message = errorOf(() => new StackView(stack).template);
    for (const says of [
      '`expectedTraffic` must be above 0 and at most 1000000 a second, got: -5 an hour',
      '`usualErrorRatePercent` must be from 0 to 99, got: 100',
      '`expectedReleasesPerMonth` must be 0 or more, got: -1',
      '`prices.snsMillionPublishes` must be an amount of dollars, 0 or more, got: NaN',
    ]) {
      expect(message).toContain(says);
    }
  });

  it('do not hide what else is wrong, such as a plan', () => {
    const wrong = TrafficPlan.linear({ percent: 0, interval: Duration.minutes(1) });
    const stack = released({ traffic: wrong, expectedTraffic: Rate.perDay(50_000) });
    expect(errorOf(() => new StackView(stack).template)).toContain('`percent` must be a whole number from 1 to 99');
  });
});

function errorOf(action: () => unknown): string {
  try {
    action();
    return 'no error';
  } catch (error) {
    return String(error);
  }
}

describe('what is said at synth of the judge of a quality gate', () => {
  const suite = QualitySuite.fromFile('examples/manga-assist/suites/quality-sample.jsonl');
  const OFFLINE =
    'Gate quality is judged by the offline judge, which compares words by rules: fit for rehearsals, not for production. Let a model judge what goes to customers.';

  it('is a warning where it is the offline one, which can be acknowledged', () => {
    const stack = released({ gates: [Gate.quality({ suite, judge: Judge.offline() })] });
    expect(warnings(stack)).toEqual([`${OFFLINE} [ack: sluice:offlineJudge]`]);
    expect(infos(stack).join()).not.toContain('judge');

    const meant = released({ gates: [Gate.quality({ suite, judge: Judge.offline() })] });
    CdkAnnotations.of(meant.node.findChild('Release')).acknowledgeWarning('sluice:offlineJudge', 'Only rehearsed.');
    expect(warnings(meant)).toEqual([]);
  });

  it('is what it costs, and no warning, where it is a model', () => {
    const judge = Judge.bedrock({ modelId: 'm', price: { inputPerMillion: 3, outputPerMillion: 15 } });
    const stack = released({ gates: [Gate.quality({ suite, judge })] });
    expect(warnings(stack)).toEqual([]);
    expect(infos(stack)).toContainEqual(expect.stringMatching(/^Judging a release by gate quality takes at most /));
  });
});
