import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rehearse } from 'sluice/rehearsal';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { alarmedCanaryApp } from '../../../examples/plain/alarmed-canary/app';
import { type ParcelsSettings } from '../../../examples/plain/alarmed-canary/parcels-stack';
import { type Change } from '../../../examples/plain/change';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'alarmed-canary-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function synthesized(name: string, change: Change, settings?: ParcelsSettings): Template {
  const { stacks } = alarmedCanaryApp(join(directory, name), change, settings).synth();
  return Template.fromJSON(stacks[0]!.template as object);
}

const versionOf = (template: Template) => Object.keys(template.findResources('AWS::Lambda::Version'));

describe('a plain canary with an alarm on the error rate', () => {
  it('looks at the new version’s share of errors in two of three minutes, as AWS recommends', () => {
    const template = synthesized('base', 'base');
    const [alarm] = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
    const ofNewVersion = (metric: string) => ({
      MetricStat: {
        Metric: {
          MetricName: metric,
          Dimensions: Match.arrayWith([
            { Name: 'ExecutedVersion', Value: { 'Fn::GetAtt': [versionOf(template)[0], 'Version'] } },
          ]),
        },
        Period: 60,
        Stat: 'Sum',
      },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: 'IF(invocations > 0, errors * 100 / invocations, 0)' }),
        Match.objectLike(ofNewVersion('Errors')),
        Match.objectLike(ofNewVersion('Invocations')),
      ]),
    });
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: alarm } }] },
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
    });
  });

  it('has another limit, and a version for each release of the same code, where it is told so', () => {
    const [one, two] = [1, 2].map((release) =>
      synthesized(`release-${release}`, 'good', { maxErrorRatePercent: 2, release }),
    ) as [Template, Template];
    one.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 2 });
    expect(versionOf(one)).not.toEqual(versionOf(two));
  });

  it('is put back by its alarm in an outage', async () => {
    const changes: readonly Change[] = ['base', 'bad'];
    for (const change of changes) synthesized(`play-${change}`, change);
    const { releases } = await rehearse({
      seed: 7,
      start: Date.UTC(2026, 0, 5, 9),
      parameters: {},
      requestsPerSecond: 2,
      versions: { green: { errorRate: 1 } },
      incidents: [],
      steps: changes.map((change) => ({ kind: 'deploy', name: change, directory: join(directory, `play-${change}`) })),
    });
    const [, bad] = releases;
    expect(bad?.outcome).toBe('rolled-back');
    expect(bad?.deployment?.stoppedBy).toEqual([expect.stringContaining('ErrorRate')]);
    expect(bad?.deniedCalls).toEqual([]);
  });
});
