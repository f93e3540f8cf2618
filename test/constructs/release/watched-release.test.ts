import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Gate, GatedRelease, Rate, TrafficPlan, type GatedReleaseProps } from 'sluice';
import * as v from 'valibot';
import { manifestSchema } from '../../../lib/domain/release/manifest';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { app, remove } = temporaryApp();
afterAll(remove);

function watched(id: string, answer?: string, props: Partial<GatedReleaseProps> = {}): StackView {
  const stack = new Stack(app, id);
  const metric = (metricName: string) => new cloudwatch.Metric({ namespace: 'Own', metricName });
  new GatedRelease(stack, 'Release', {
    function: inlineFunction(stack, 'Chat', answer),
    expectedTraffic: Rate.perMinute(100),
    gates: [
      Gate.health(),
      Gate.errorRate(),
      Gate.throttling({ tables: [dynamodb.Table.fromTableName(stack, 'Books', 'books')] }),
      Gate.failureRatio({ failures: metric('Rude'), total: metric('Answers'), mode: 'shadow' }),
    ],
    ...props,
  });
  return new StackView(stack);
}

const view = watched('Plain');
const changed = watched('Changed', 'goodbye');
const REGRESSION = 'Release/Alarms/Regression';

describe('a release with gates in flight', () => {
  it('adds nine resources, which is no more than a release may', () => {
    expect(view.count() - 1).toBeLessThanOrEqual(15);
    expect(Object.keys(view.resources('AWS::CloudWatch::Alarm'))).toHaveLength(3);
  });

  it('has an alarm that nothing but its watch makes red, and that stays as it was set', () => {
    expect(view.properties('AWS::CloudWatch::Alarm', REGRESSION)).toMatchObject({
      ...{ Namespace: 'Sluice', MetricName: 'Regression', Statistic: 'Maximum', Threshold: 1 },
      ...{ EvaluationPeriods: 1, DatapointsToAlarm: 1, TreatMissingData: 'ignore' },
    });
  });

  it('has that alarm anew with each version, and CodeDeploy look at it', () => {
    const ids = [view, changed].map((of) =>
      Object.keys(of.template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'Regression' } })),
    );
    expect(ids.flat()).toHaveLength(2);
    expect(new Set(ids.flat()).size).toBe(2);
    const { AlarmConfiguration: configuration } = view.properties(
      'AWS::CodeDeploy::DeploymentGroup',
      'Release/DeploymentGroup',
    ) as { AlarmConfiguration: { Alarms: { Name: unknown }[] } };
    expect(configuration.Alarms.map(({ Name: name }) => view.text(name))).toContain(`<${REGRESSION}>`);
  });

  it('may set the alarm of its own release, read its alias and its tables, and no others', () => {
    const { Policies: policies } = view.properties('AWS::IAM::Role', 'Release/ReleaseRole') as {
      Policies: { PolicyDocument: { Statement: { Action: unknown; Resource: unknown }[] } }[];
    };
    const granted = policies
      .flatMap((policy) => policy.PolicyDocument.Statement)
      .map(({ Action: action, Resource: resource }) => [action, [resource].flat().map((one) => view.text(one))]);
    expect(granted.slice(2)).toEqual([
      ['lambda:GetFunctionConfiguration', ['<Chat.Arn>', '<Chat.Arn>:*']],
      ['lambda:GetAlias', ['<Chat.Arn>', '<Chat.Arn>:live']],
      ['cloudwatch:SetAlarmState', [`<${REGRESSION}.Arn>`]],
      ['dynamodb:DescribeTable', ['arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table/books']],
    ]);
  });

  it('trusts the platform’s watcher beside its asker and its opener', () => {
    const { AssumeRolePolicyDocument: trust } = view.properties('AWS::IAM::Role', 'Release/ReleaseRole') as {
      AssumeRolePolicyDocument: { Statement: { Condition: { ArnEquals: { 'aws:PrincipalArn': unknown[] } } }[] };
    };
    expect(trust.Statement[0]?.Condition.ArnEquals['aws:PrincipalArn'].map((one) => view.text(one))).toEqual([
      '<ssm:/sluice/default/gate-asker-role-arn>',
      '<ssm:/sluice/default/opener-role-arn>',
      '<ssm:/sluice/default/watch-role-arn>',
    ]);
  });

  it('says in its manifest what is watched, for how long, and what is expected', () => {
    const { Value: value } = view.properties('AWS::SSM::Parameter', 'Release/Manifest');
    const manifest = v.parse(manifestSchema, JSON.parse(view.text(value)));
    expect(manifest.schema).toBe(3);
    // 90 s until metrics are there and the function’s 10 s; a tenth of 100 calls in each of ten minutes.
    expect(manifest.watch).toMatchObject({ windowMinutes: 10, expectedGreenCalls: 100 });
    expect(manifest.watch?.settleSeconds).toBeGreaterThan(60);
    expect(manifest.alarms.regression).toBe(`<${REGRESSION}>`);
    expect(manifest.gates.asked.filter(({ phase }) => phase === 'in-flight')).toMatchObject([
      { name: 'error-rate', needsBlue: true, onInconclusive: 'proceed' },
      { name: 'throttling', tables: ['books'] },
      { name: 'failure-ratio', mode: 'shadow', counts: { failures: { namespace: 'Own', name: 'Rude' } } },
    ]);
  });
});

describe('what is wrong with a release with gates in flight', () => {
  const said = (props: Partial<GatedReleaseProps>, of = new Stack(new App(), 'Wrong')) => {
    new GatedRelease(of, 'Release', { function: inlineFunction(of), gates: [Gate.errorRate()], ...props });
    return of.node
      .findAll()
      .flatMap((one) => one.node.validate())
      .join('\n');
  };

  it('is a plan that moves all at once, as no version serves beside the other; shadows may be asked', () => {
    const traffic = TrafficPlan.allAtOnce();
    expect(said({ traffic })).toBe(
      '`traffic` must move in steps for what is asked while it moves, got: all at once, with `error-rate`; take TrafficPlan.canary or TrafficPlan.linear, or make the gates shadows',
    );
    expect(said({ traffic, gates: [Gate.errorRate({ mode: 'shadow' })] })).toBe('');
  });

  it('is metrics of the handler that no gate reads', () => {
    const problem = '`releaseMetrics` must be left out where no gate reads them: ask Gate.errorRate or Gate.latency';
    expect(said({ releaseMetrics: true, gates: [Gate.health()] })).toBe(problem);
    expect(said({ releaseMetrics: true, gates: [Gate.latency()] })).toBe('');
  });

  it('is two gates of one name', () => {
    expect(said({ gates: [Gate.errorRate(), Gate.latency({ name: 'error-rate' })] })).toContain(
      'got `error-rate` twice',
    );
  });

  it('is what is in another region, where the watch reads nothing', () => {
    const both = new App();
    const own = new Stack(both, 'Own', { env: { account: '111111111111', region: 'eu-west-1' } });
    const far = new Stack(both, 'Far', { env: { account: '111111111111', region: 'us-east-1' } });
    const table = new dynamodb.Table(far, 'Books', {
      tableName: 'books',
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    });
    const metric = new cloudwatch.Metric({
      namespace: 'Own',
      metricName: 'Rude',
      region: 'us-east-1',
      period: Duration.minutes(1),
    });
    const text = said(
      { gates: [Gate.throttling({ tables: [table] }), Gate.failureRatio({ failures: metric, total: metric })] },
      own,
    );
    expect(text).toContain('gate `throttling`: the tables must be in the account and region of the release');
    expect(text).toContain('gate `failure-ratio`: the metrics must be in the account and region of the release');
  });
});

describe('a release whose handler publishes metrics of its own', () => {
  const stack = new Stack(app, 'Metered');
  const release = new GatedRelease(stack, 'Release', {
    function: inlineFunction(stack, 'Chat'),
    expectedTraffic: Rate.perMinute(100),
    gates: [Gate.health(), Gate.errorRate()],
    releaseMetrics: true,
  });
  release.alias.addFunctionUrl();
  const metered = new StackView(stack);

  it('says so in its manifest, as others do not', () => {
    const manifestOf = (of: StackView) =>
      v.parse(
        v.pipe(v.string(), v.parseJson(), v.looseObject({ watch: v.record(v.string(), v.unknown()) })),
        of.text(of.properties('AWS::SSM::Parameter', 'Release/Manifest').Value),
      ).watch;
    expect(manifestOf(metered)).toMatchObject({ releaseMetrics: true });
    expect(manifestOf(view)).not.toHaveProperty('releaseMetrics');
  });

  it('says at synth what that costs, sees more, and is not warned of errors that are caught', () => {
    const said = Annotations.fromStack(stack)
      .findInfo('*', Match.stringLikeRegexp('.'))
      .map(({ entry }) => JSON.stringify(entry.data));
    expect(said.join('\n')).toContain('releaseMetrics costs about $0.62 to $0.92 a month for its metrics, and ');
    expect(said.join('\n')).toContain('an outage 110 seconds after traffic begins to move');
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('.'));
    expect(warnings.map(({ entry }) => JSON.stringify(entry.data)).join()).not.toContain('httpErrorsUnseen');
  });
});
