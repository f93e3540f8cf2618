import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from '../../../lib/rehearsal/faults/fault';
import { rehearse } from '../../../lib/rehearsal';
import { writeReleasedFunction } from '../../cli/small-assembly';

const directory = mkdtempSync(join(tmpdir(), 'sluice-service-calls-'));
const hook = { silentHook: true };

beforeAll(() => {
  writeReleasedFunction(join(directory, 'old'), '1');
  writeReleasedFunction(join(directory, 'new'), '2');
  writeReleasedFunction(join(directory, 'asking'), '3', hook);
  watch(writeReleasedFunction(join(directory, 'watched'), '4'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Has the deployment look at an alarm that is not red. */
function watch(assembly: string): void {
  const file = join(assembly, 'S.template.json');
  const { Resources } = JSON.parse(readFileSync(file, 'utf8')) as {
    Resources: Record<string, { Properties: Record<string, unknown> }>;
  };
  Resources.Group!.Properties.AlarmConfiguration = { Enabled: true, Alarms: [{ Name: { Ref: 'Alarm' } }] };
  const Properties = {
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  };
  const Alarm = { Type: 'AWS::CloudWatch::Alarm', Properties };
  writeFileSync(file, JSON.stringify({ Resources: { ...Resources, Alarm } }));
}

/** The release of a change, at which a call of CodeDeploy's goes wrong. */
async function release(id: string, kind: string, to = 'new', more: object = {}) {
  const fault = { on: 'api', id, kind, ...more } as Fault;
  const { releases } = await rehearse({
    seed: 1,
    start: Date.parse('2026-01-05T09:00:00Z'),
    parameters: {},
    requestsPerSecond: 0,
    versions: {},
    incidents: [],
    steps: [
      { kind: 'deploy', name: 'old', directory: join(directory, 'old') },
      { kind: 'deploy', name: 'to', directory: join(directory, to), faults: [fault] },
    ],
  });
  return releases.at(-1)!;
}

const THROTTLED =
  /^The deployment failed because the number of requests by the IAM role .* exceeded the request limit for AWSLambda\. Avoid/;

describe('a call that CodeDeploy makes', () => {
  it.each([
    ['lambda:UpdateAlias', 'throttle', 'THROTTLED', THROTTLED],
    ['lambda:UpdateAlias', 'denied', 'IAM_ROLE_PERMISSIONS', /does not give you permission/],
    ['lambda:UpdateAlias', 'crash', 'INTERNAL_ERROR', /InternalServerError/],
    ['lambda:UpdateAlias', 'hang', 'INTERNAL_ERROR', /RequestTimeout/],
    ['lambda:GetAlias', 'throttle', 'THROTTLED', THROTTLED],
    ['lambda:GetAlias', 'garbage', 'INTERNAL_ERROR', /makes no sense/],
    ['lambda:InvokeFunction', 'throttle', 'THROTTLED', THROTTLED],
  ])('%s is struck by %s, which fails the deployment', async (id, kind, code, message) => {
    const { outcome, deployment, faults } = await release(id, kind, id === 'lambda:InvokeFunction' ? 'asking' : 'new');
    expect(deployment).toMatchObject({
      status: 'Failed',
      error: { code, message: expect.stringMatching(message) as string },
    });
    expect(outcome).not.toBe('released');
    expect(faults).toMatchObject([{ times: 1 }]);
  });

  it.each(['throttle', 'crash', 'garbage'])(
    'cloudwatch:DescribeAlarms is struck by %s, so that its alarms are unreadable',
    async (kind) => {
      const { deployment } = await release('cloudwatch:DescribeAlarms', kind, 'watched', { times: 1 });
      const message = expect.stringContaining('The alarms could not be read:') as string;
      expect(deployment).toMatchObject({ status: 'Stopped', error: { message } });
    },
  );

  it.each(['slow', 'late', 'duplicate'])('lambda:UpdateAlias is struck by %s, which fails nothing', async (kind) => {
    const { outcome, faults } = await release('lambda:UpdateAlias', kind, 'new', { delay: 60_000 });
    expect(outcome).toBe('released');
    expect(faults).toMatchObject([{ times: 1 }]);
  });
});
