import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack, Stage } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Gate, GatedRelease, ReleasePlatform, type GatedReleaseProps } from 'sluice';
import * as v from 'valibot';
import { manifestSchema, type Manifest } from '../../../lib/domain/release/manifest';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const MINUTE = { period: Duration.minutes(1) };
const shop = (metricName = 'Failed') => new cloudwatch.Metric({ namespace: 'Shop', metricName });
const CALM = { treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING };
const own = (stack: Stack, id: string, props: Partial<cloudwatch.AlarmProps> = {}) =>
  new cloudwatch.Alarm(stack, id, { metric: shop(), threshold: 1, evaluationPeriods: 1, ...CALM, ...props });

type Furnish = (release: GatedRelease, stack: Stack) => void;

/** An app that a warning does not stop. */
function ownApp() {
  const outdir = mkdtempSync(join(tmpdir(), 'sluice-own-alarms-'));
  return {
    app: new App({ outdir }),
    remove: () => {
      rmSync(outdir, { recursive: true, force: true });
    },
  };
}

/** One release in an app of its own, with what `furnish` adds to it. */
function released(furnish: Furnish, props: Partial<GatedReleaseProps> = {}) {
  const { app, remove } = ownApp();
  const stack = new Stack(app, 'Service', { env: ENV });
  const release = new GatedRelease(stack, 'Release', {
    function: inlineFunction(stack, 'Chat'),
    gates: [Gate.health()],
    ...props,
  });
  furnish(release, stack);
  return { app, stack, release, remove };
}

/** What stops the synth, each as one sentence. */
function problemsOf(furnish: Furnish, props: Partial<GatedReleaseProps> = {}): readonly string[] {
  const { app, remove } = released(furnish, props);
  try {
    app.synth();
    return [];
  } catch (error) {
    const start = '  [Service/Release] ';
    return (error as Error).message
      .split('\n')
      .filter((line) => line.startsWith(start))
      .map((line) => line.slice(start.length));
  } finally {
    remove();
  }
}

function viewOf(furnish: Furnish, props: Partial<GatedReleaseProps> = {}) {
  const { stack, remove } = released(furnish, props);
  const view = new StackView(stack);
  view.count();
  remove();
  const group = view.properties('AWS::CodeDeploy::DeploymentGroup', 'Release/DeploymentGroup');
  const configuration = group.AlarmConfiguration as { Enabled: boolean; Alarms?: { Name: unknown }[] };
  const parameter = view.properties('AWS::SSM::Parameter', 'Release/Manifest');
  return {
    view,
    configuration,
    watched: configuration.Alarms?.map(({ Name: name }) => view.text(name)),
    get manifest() {
      return v.parse(manifestSchema, JSON.parse(view.text(parameter.Value)));
    },
    role: JSON.stringify(view.properties('AWS::IAM::Role', 'Release/ReleaseRole')),
  };
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const many = (count: number, id = 'Own'): Furnish => {
  return (release, stack) => {
    for (let number = 1; number <= count; number += 1) release.addAlarm(own(stack, `${id}${number}`));
  };
};

describe('the alarms that a squad has already', () => {
  it('are watched beside the release’s own, and called by their ids or by the name that is given', () => {
    const { watched, manifest } = viewOf((release, stack) => {
      release.addAlarm(own(stack, 'CheckoutErrorsAlarm'));
      release.addAlarm(own(stack, 'Other'), { name: 'late-orders' });
      release.addAlarm(cloudwatch.Alarm.fromAlarmName(stack, 'Queue', 'queue-too-long'));
    });
    expect(watched).toEqual([
      '<Release/Alarms/ErrorRate>',
      '<Release/Alarms/Latency>',
      '<CheckoutErrorsAlarm>',
      '<Other>',
      'queue-too-long',
    ]);
    expect(manifest.alarms).toMatchObject({
      'checkout-errors': '<CheckoutErrorsAlarm>',
      'late-orders': '<Other>',
      queue: 'queue-too-long',
    });
    expect(manifest).not.toHaveProperty('shadowAlarms');
  });

  it('may be given as a prop too', () => {
    const stack = new Stack();
    const errors = own(stack, 'Errors');
    new GatedRelease(stack, 'Release', { function: inlineFunction(stack), gates: [Gate.health()], alarms: [errors] });
    expect(JSON.stringify(new StackView(stack).resources('AWS::CodeDeploy::DeploymentGroup'))).toContain(
      JSON.stringify(stack.resolve(errors.alarmName)),
    );
  });

  it('of another stack go by their names', () => {
    const { watched } = viewOf((release, stack) => {
      const elsewhere = new Stack(Stage.of(stack), 'Elsewhere', { env: ENV });
      release.addAlarm(own(elsewhere, 'Errors'));
    });
    expect(watched?.at(-1)).toMatch(/ImportValue.*Elsewhere:ExportsOutputRefErrors/);
  });

  it('as shadows are none of CodeDeploy’s, and their state and history may be read, of no other alarm its history', () => {
    const plain = viewOf(() => undefined);
    const { watched, manifest, role, view } = viewOf((release, stack) => {
      release.addAlarm(own(stack, 'Checkout'), { mode: 'shadow' });
    });
    expect(watched).toEqual(plain.watched);
    expect(manifest.shadowAlarms).toEqual({ checkout: '<Checkout>' });
    expect(manifest.alarms).toEqual(plain.manifest.alarms);
    expect(statements(view)).toEqual([
      ...statements(plain.view),
      'cloudwatch:DescribeAlarmHistory arn:<AWS::Partition>:cloudwatch:eu-west-1:111122223333:alarm:<Checkout>',
      'cloudwatch:DescribeAlarms arn:<AWS::Partition>:cloudwatch:eu-west-1:111122223333:alarm:*',
    ]);
    expect(plain.role).not.toContain('watchrolearn');
    expect(role).toContain('watchrolearn');
  });

  it('leave no alarm to watch where all are shadows: then the watch is off, and not empty', () => {
    const { configuration, manifest } = viewOf(() => undefined, {
      errorRateAlarmMode: 'shadow',
      latencyAlarmMode: 'shadow',
    });
    expect(configuration).toEqual({ Enabled: false });
    expect(manifest.alarms).toEqual({});
    expect(Object.keys(manifest.shadowAlarms ?? {})).toEqual(['error-rate', 'latency']);
  });

  it('are named in the manifest as far as it has room, and all of them watched', () => {
    const { app, remove } = ownApp();
    const platform = new ReleasePlatform(new Stack(app, 'Platform', { env: ENV }), 'Platform', { maxAlarms: 50 });
    const stack = new Stack(app, 'Service', { env: ENV });
    const release = new GatedRelease(stack, 'Release', {
      ...{ function: inlineFunction(stack), platform, gates: [Gate.health()] },
    });
    many(48, 'OrdersThatTookTooLong')(release, stack);
    const view = new StackView(stack);
    const { AlarmConfiguration: of } = view.properties(
      'AWS::CodeDeploy::DeploymentGroup',
      'Release/DeploymentGroup',
    ) as { AlarmConfiguration: { Alarms: unknown[] } };
    expect(of.Alarms).toHaveLength(50);
    const value = view.text(view.properties('AWS::SSM::Parameter', 'Release/Manifest').Value);
    const named = Object.keys((JSON.parse(value) as Manifest).alarms);
    expect(named.slice(0, 3)).toEqual(['error-rate', 'latency', 'orders-that-took-too-long1']);
    expect(named.length).toBeGreaterThan(20);
    expect(named.length).toBeLessThan(50);
    remove();
  });
});

/** What the release role may do, a line for each. */
function statements(view: StackView): readonly string[] {
  const { Policies: policies } = view.properties('AWS::IAM::Role', 'Release/ReleaseRole') as {
    Policies: { PolicyDocument: { Statement: { Action: string; Resource: unknown }[] } }[];
  };
  return policies.flatMap(({ PolicyDocument: { Statement: all } }) =>
    all.map(({ Action: action, Resource: resource }) => `${action} ${view.text(resource)}`),
  );
}

describe('what is wrong with an alarm is said at synth', () => {
  it.each<[string, Furnish, readonly (RegExp | string)[]]>([
    [
      'a composite one',
      (release, stack) => {
        const alarmRule = cloudwatch.AlarmRule.fromBoolean(true);
        release.addAlarm(new cloudwatch.CompositeAlarm(stack, 'Any', { alarmRule }));
      },
      [
        '`alarms`, Service/Any: must be a metric alarm, got: AWS::CloudWatch::CompositeAlarm; CodeDeploy has not been seen to take it, and stops a deployment whose alarms it cannot read. Give the metric alarms that it is made of',
      ],
    ],
    [
      'one of another region',
      (release, stack) => {
        const arn = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:far';
        release.addAlarm(cloudwatch.Alarm.fromAlarmArn(stack, 'Far', arn));
      },
      [
        /^`alarms`, Service\/Far: must be in the account and region of the release, 111122223333\/eu-west-1, .* got: 111122223333\/us-east-1;/,
      ],
    ],
    [
      'one of another account',
      (release, stack) => {
        const there = new Stack(Stage.of(stack), 'There', { env: { ...ENV, account: '999900001111' } });
        release.addAlarm(cloudwatch.Alarm.fromAlarmName(there, 'Far', 'far'));
      },
      [/^`alarms`, There\/Far: must be in the account and region of the release/],
    ],
    [
      'two of one id',
      (release, stack) => {
        release.addAlarm(own(stack, 'Errors'));
        release.addAlarm(own(stack, 'ErrorsAlarm'));
      },
      [/^`alarms` must have names that no other alarm or gate of the release has, got: `errors`/],
    ],
    [
      'one that is called as the release’s own',
      (release, stack) => {
        release.addAlarm(own(stack, 'Latency'));
      },
      [/got: `latency` \(`latency-alarm` in reports\); add it by `addAlarm` with a `name`$/],
    ],
    [
      'one twice',
      (release, stack) => {
        const errors = own(stack, 'Errors');
        release.addAlarm(errors);
        release.addAlarm(errors, { name: 'again' });
      },
      ['`alarms` must be different alarms of your own, got twice: Service/Errors'],
    ],
    [
      'one by two constructs',
      (release, stack) => {
        release.addAlarm(own(stack, 'Errors', { alarmName: 'shop-errors' }));
        release.addAlarm(cloudwatch.Alarm.fromAlarmName(stack, 'Again', 'shop-errors'), { mode: 'shadow' });
      },
      [
        '`alarms` must be different alarms of your own, got twice: Service/Errors',
        '`alarms` must be different alarms of your own, got twice: Service/Again',
      ],
    ],
    [
      'one of the release itself',
      (release) => {
        release.addAlarm(release.alarms.errorRate, { name: 'again' });
      },
      ['`alarms` must be different alarms of your own, got twice: Service/Release/Alarms/ErrorRate'],
    ],
    [
      'a name that is none',
      (release, stack) => {
        release.addAlarm(own(stack, 'Errors'), { name: 'Our Errors!' });
      },
      [
        /^`alarms`, Service\/Errors: `name` must be lower-case words joined by hyphens, 58 characters at most, got: "Our Errors!"$/,
      ],
    ],
    [
      'a mode that is none',
      (release, stack) => {
        release.addAlarm(own(stack, 'Errors'), { mode: 'quiet' as 'shadow' });
      },
      ['`alarms`, Service/Errors: `mode` must be one of enforce, shadow, got: "quiet"'],
    ],
    [
      'too many',
      many(9),
      [
        "`alarms` must be 8 at most that count, as CodeDeploy takes 10 alarms and 2 are the release's own, got: 9; make some of them shadows, or, where Service Quotas shows more for this account, say so by `maxAlarms` of the platform",
      ],
    ],
    [
      'too many shadows for the manifest',
      (release, stack) => {
        for (let number = 1; number <= 60; number += 1) {
          release.addAlarm(own(stack, `OrdersThatTookTooLong${number}`), { mode: 'shadow' });
        }
      },
      [
        /^`alarms`: those in mode shadow must take \d+ bytes at most in the release's manifest, .* got: 60 alarms of \d+ bytes/,
      ],
    ],
    ['as many as there may be', many(8), []],
  ])('%s', (_, furnish, expected) => {
    const problems = problemsOf(furnish);
    expect(problems).toHaveLength(expected.length);
    for (const [index, one] of expected.entries()) {
      expect(problems[index]).toMatch(typeof one === 'string' ? new RegExp(`^${escaped(one)}$`) : one);
    }
  });

  it('of what is no list of alarms, and of a mode of ours', () => {
    expect(problemsOf(() => undefined, { alarms: ['errors'] as never, errorRateAlarmMode: 'off' as 'shadow' })).toEqual(
      [
        '`errorRateAlarmMode` must be one of enforce, shadow, got: "off"',
        '`alarms` must be a list of CloudWatch alarms, got: a list',
      ],
    );
  });

  it('of a platform that says too few', () => {
    expect(() => new ReleasePlatform(new Stack(), 'Platform', { maxAlarms: 3 })).toThrow(
      '`maxAlarms` must be a whole number, 10 or more, got: 3',
    );
  });
});

/** What is said of a release besides, by code. */
function warningsOf(furnish: Furnish, props: Partial<GatedReleaseProps> = {}): Readonly<Record<string, string>> {
  const { app, remove } = released(furnish, props);
  const { messages } = app.synth().getStackByName('Service');
  remove();
  return Object.fromEntries(
    messages.flatMap(({ entry: { data } }) => {
      const [, text = '', code = ''] = /^(.*) \[ack: sluice:(\w+)\]$/s.exec(data as string) ?? [];
      return code === '' ? [] : [[code, text]];
    }),
  );
}

describe('what can be seen of an alarm is warned of at synth', () => {
  const errorsOf = (dimensions: Readonly<Record<string, string>>, metricName = 'Errors') => {
    return new cloudwatch.Metric({ ...MINUTE, namespace: 'AWS/Lambda', metricName, dimensionsMap: { ...dimensions } });
  };

  it.each<[string, (release: GatedRelease, stack: Stack) => Partial<cloudwatch.AlarmProps>, readonly string[]]>([
    ['a metric of the squad’s own', () => ({}), ['alarmStopsTheFix']],
    [
      'the alias total',
      (release) => ({ metric: release.alias.metricErrors(MINUTE) }),
      ['alarmOnAllVersions', 'alarmStopsTheFix'],
    ],
    [
      'the function total, in an expression',
      ({ alias }) => ({
        metric: new cloudwatch.MathExpression({
          ...MINUTE,
          expression: '100 * errors / calls',
          usingMetrics: { errors: alias.lambda.metricErrors(MINUTE), calls: alias.lambda.metricInvocations(MINUTE) },
        }),
      }),
      ['alarmOnAllVersions', 'alarmStopsTheFix'],
    ],
    [
      'the new version alone',
      ({ alias }) => ({
        metric: errorsOf({
          FunctionName: alias.lambda.functionName,
          Resource: `${alias.lambda.functionName}:${alias.aliasName}`,
          ExecutedVersion: alias.version.version,
        }),
      }),
      [],
    ],
    ['missing data left open', () => ({ treatMissingData: undefined }), ['alarmMissingDataOpen', 'alarmStopsTheFix']],
    [
      'a metric that Lambda has not',
      () => ({ metric: errorsOf({ FunctionName: 'chat' }, 'Error') }),
      ['alarmStopsTheFix', 'alarmWithoutData'],
    ],
    [
      'an ARN for a name',
      ({ alias }) => ({ metric: errorsOf({ FunctionName: alias.lambda.functionArn }) }),
      ['alarmStopsTheFix', 'alarmWithoutData'],
    ],
    [
      'the alias’s ARN for a resource',
      ({ alias }) => ({ metric: errorsOf({ FunctionName: alias.lambda.functionName, Resource: alias.functionArn }) }),
      ['alarmStopsTheFix', 'alarmWithoutData'],
    ],
    [
      'the alias’s name for a resource',
      ({ alias }) => ({ metric: errorsOf({ FunctionName: alias.lambda.functionName, Resource: 'live' }) }),
      ['alarmStopsTheFix', 'alarmWithoutData'],
    ],
    [
      'a dimension of another service',
      () => ({ metric: errorsOf({ Function: 'chat' }) }),
      ['alarmStopsTheFix', 'alarmWithoutData'],
    ],
    [
      'a version without the alias',
      () => ({ metric: errorsOf({ FunctionName: 'chat', ExecutedVersion: '7' }) }),
      ['alarmWithoutData'],
    ],
  ])('%s', (_, props, expected) => {
    const warnings = warningsOf((release, stack) => {
      release.addAlarm(own(stack, 'Own', props(release, stack)));
    });
    expect(
      Object.keys(warnings)
        .filter((code) => code.startsWith('alarm'))
        .sort(),
    ).toEqual(expected);
  });

  it('and nothing of a shadow that stands in no fix’s way', () => {
    const shadow: Furnish = (release, stack) => {
      release.addAlarm(own(stack, 'Own', { metric: release.alias.metricErrors(MINUTE) }), { mode: 'shadow' });
    };
    expect(Object.keys(warningsOf(shadow))).toEqual(['releaseCost']);
  });
});

describe('the alarm on the new version’s errors', () => {
  const infos = (props: Partial<GatedReleaseProps>) => {
    const { manifest } = viewOf(() => undefined, props);
    return (manifest.foreseen ?? []).filter((sentence) => sentence.startsWith('The error-rate alarm'));
  };
  const gates = [Gate.health(), Gate.errorRate()];

  it.each<[string, Partial<GatedReleaseProps>, RegExp | undefined]>([
    ['counts, and nothing is said', { gates: [Gate.health()] }, undefined],
    ['may be a shadow where a gate watches errors', { gates, errorRateAlarmMode: 'shadow' }, undefined],
    [
      'must not be a shadow where nothing else looks',
      { errorRateAlarmMode: 'shadow' },
      /^The error-rate alarm is a shadow, and no gate that counts watches errors/,
    ],
    [
      'nor where the gate is a shadow too',
      { gates: [Gate.errorRate({ mode: 'shadow' })], errorRateAlarmMode: 'shadow' },
      /^The error-rate alarm is a shadow, and no gate that counts watches errors/,
    ],
  ])('%s', (_, props, expected) => {
    const said = infos(props);
    expect(said).toHaveLength(expected ? 1 : 0);
    expect(said.join('')).toMatch(expected ?? /^$/);
  });
});
