import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack, Stage } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Gate } from 'sluice';
import { BUSY, played, withAlarm } from '../end-to-end/own-alarm';
import { editTemplate } from '../end-to-end/service-assembly';
import { gateOf, releaseOf, synthesizeChange } from '../end-to-end/watched-service';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-own-alarms-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('a shadow alarm', () => {
  it('says as a shadow that it was not red', () => {
    const change = synthesizeChange(directory, 'calm', withAlarm({ mode: 'shadow', name: 'checkout' }));
    expect(gateOf(releaseOf(change, BUSY), 'checkout-alarm')).toMatchObject({ mode: 'shadow', verdict: 'pass' });
  });
});

describe('the alarms of the release itself', () => {
  it('say as shadows what they would have done, and CodeDeploy watches none', () => {
    const change = synthesizeChange(directory, 'ours', {
      release: {
        ...{ gates: [Gate.health()], maxErrorIncreasePoints: 5 },
        ...{ errorRateAlarmMode: 'shadow', latencyAlarmMode: 'shadow' },
      },
    });
    const released = releaseOf(change, { ...BUSY, versions: { green: { errorRate: 0.3 } } });

    expect(released).toMatchObject({ outcome: 'released', deniedCalls: [] });
    expect(gateOf(released, 'error-rate-alarm')).toMatchObject({ mode: 'shadow', verdict: 'fail' });
    expect(gateOf(released, 'latency-alarm')).toMatchObject({ mode: 'shadow', verdict: 'pass' });
  });
});

it('more alarms than ten are watched where the account has room for them', () => {
  const change = synthesizeChange(directory, 'many', {
    platform: { maxAlarms: 50 },
    afterwards: (release, stack) => {
      for (let number = 1; number <= 11; number += 1) {
        const metric = release.alias.metricErrors();
        const own = new cloudwatch.Alarm(stack, `Own${number}`, { metric, threshold: 1e6, evaluationPeriods: 1 });
        release.addAlarm(own);
      }
    },
  });
  const assumptions = { codeDeploy: { mostAlarms: 50 } };

  expect(releaseOf(change, { ...BUSY, assumptions })).toMatchObject({ outcome: 'released', deniedCalls: [] });
  expect(releaseOf(change, BUSY).outcome).not.toBe('released');
});

describe('a shadow alarm that may not be read', () => {
  it.each(['DescribeAlarms', 'DescribeAlarmHistory'])('without %s is not known, and stops nothing', (action) => {
    const change = synthesizeChange(directory, `without ${action}`, {
      ...withAlarm({ mode: 'shadow' }),
      release: { gates: [Gate.health()] },
    });
    editTemplate(change.to, (text) => text.replace(`"cloudwatch:${action}"`, '"cloudwatch:ListMetrics"'));
    const released = releaseOf(change, { traffic: { requestsPerSecond: 1 } });

    expect(released.outcome).toBe('released');
    expect(released.deniedCalls.map((denied) => denied.action)).toEqual([`cloudwatch:${action}`]);
    expect(gateOf(released, 'checkout-errors-alarm')).toMatchObject({ effect: 'shadow', verdict: 'inconclusive' });
  });
});

describe('a preflight', () => {
  it('names an alarm that has had no data since it was made, and what nothing publishes, in another stack too', () => {
    const change = synthesizeChange(directory, 'without data', {
      release: { gates: [Gate.health()] },
      afterwards: (release, stack) => {
        const elsewhere = new Stack(Stage.of(stack), 'Elsewhere');
        for (const [id, treatMissingData] of Object.entries({
          Calm: cloudwatch.TreatMissingData.NOT_BREACHING,
          Blind: cloudwatch.TreatMissingData.MISSING,
        })) {
          const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: id });
          release.addAlarm(
            new cloudwatch.Alarm(elsewhere, id, { metric, threshold: 1, evaluationPeriods: 1, treatMissingData }),
          );
        }
      },
    });
    const report = played(change, {
      traffic: { requestsPerSecond: 1 },
      steps: [
        { deploy: change.from },
        { wait: '20m' },
        { run: 'preflight', args: ['--to', change.to], expect: { exitCode: 0, says: 'alarm-without-data' } },
      ],
    });
    const { output = '' } = report.commands?.[0] ?? {};
    expect(output).toMatch(
      /The alarm Elsewhere-Calm\S+ has had no data\. Nothing has published Shop Calm in two weeks\./,
    );
    expect(output).toMatch(
      /The alarm Elsewhere-Blind\S+ has had no data since it was made, or last changed, on 2026-\S+\. Nothing has published Shop Blind in two weeks\./,
    );
  });
});
