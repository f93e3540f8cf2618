import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { nodeFunction } from './node-function';
import { reportOf, runSluice } from './run-sluice';

const directory = mkdtempSync(join(tmpdir(), 'sluice-left-behind-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

interface Shape {
  readonly autoRollback?: codedeploy.AutoRollbackConfig;
  /** What the hook after the shift answers; there is none without it. */
  readonly hookAnswers?: 'Failed';
}

const NO_ROLLBACK: codedeploy.AutoRollbackConfig = { failedDeployment: false, deploymentInAlarm: false };

const hookCode = (status: string) => `
const { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand } = require('@aws-sdk/client-codedeploy');
exports.handler = ({ DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId }) =>
  new CodeDeployClient({}).send(
    new PutLifecycleEventHookExecutionStatusCommand({ deploymentId, lifecycleEventHookExecutionId, status: '${status}' }),
  );
`;

/** An app that has never heard of Sluice: a function whose alias CodeDeploy moves to 20 % first, watched by an alarm. */
function synthesize(name: string, version: number, { autoRollback, hookAnswers }: Shape): string {
  const outdir = join(directory, `${name}-${version}`);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop');
  const fn = nodeFunction(stack, 'Fn', `exports.handler = async () => ${version};`, { directory });
  const alias = new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
  const errors = alias
    .metricErrors({ period: Duration.minutes(1) })
    .createAlarm(stack, 'Errors', { threshold: 1, evaluationPeriods: 1 });
  // An id that is kept as it is, as in raw CloudFormation.
  (errors.node.defaultChild as unknown as { overrideLogicalId: (id: string) => void }).overrideLogicalId('Errors');
  const deploymentConfig = new codedeploy.LambdaDeploymentConfig(stack, 'Plan', {
    trafficRouting: codedeploy.TrafficRouting.timeBasedCanary({ percentage: 20, interval: Duration.minutes(10) }),
  });
  new codedeploy.LambdaDeploymentGroup(stack, 'Group', {
    alias,
    alarms: [errors],
    deploymentConfig: hookAnswers ? codedeploy.LambdaDeploymentConfig.ALL_AT_ONCE : deploymentConfig,
    ...(autoRollback ? { autoRollback } : {}),
    ...(hookAnswers ? { postHook: nodeFunction(stack, 'Hook', hookCode(hookAnswers), { directory }) } : {}),
  });
  app.synth();
  return outdir;
}

const BROKEN = { versions: { green: { errorRate: 1 } } };

/** Plays the first version, a second one, and the steps after that; says of each release what there is to say. */
function rehearse(name: string, shape: Shape, second: object, later: readonly object[] = []) {
  const steps = [{}, second, ...later].map((step, index) =>
    'wait' in step ? step : { name: `v${index + 1}`, deploy: synthesize(name, index + 1, shape), ...step },
  );
  const scenario = join(directory, `${name}.yaml`);
  writeFileSync(scenario, JSON.stringify({ traffic: { requestsPerSecond: 5 }, steps }));
  const args = ['rehearse', '--scenario', scenario];
  const terminal = runSluice(args, directory);
  const { releases } = reportOf(runSluice([...args, '--json'], directory));
  return { terminal, second: releases[1]!, later: releases.slice(2), releases };
}

/** How CloudFormation names an alarm that the template does not name. */
const ALARM = /^Shop-Errors-[A-Z0-9]{12}$/;

describe('a release of an app without a platform that nothing rolls back', () => {
  it('says that the alias stays split, what share stays where, and which alarm stopped it; so does what comes after it', () => {
    const stopped = { ...BROKEN, expect: { outcome: 'failed', by: 'Errors' } };
    const { terminal, second, later } = rehearse('split', { autoRollback: NO_ROLLBACK }, stopped, [
      // The alarm is still red, as the bad version still serves.
      { expect: { outcome: 'blocked', by: 'Errors' } },
      { wait: '10m' },
      { expect: { outcome: 'blocked', by: 'codedeploy' } },
    ]);

    expect(terminal).toMatchObject({ status: 0, stdout: expect.stringContaining('all as expected') as string });
    expect(second).toMatchObject({
      outcome: 'failed',
      decidedBy: expect.stringMatching(ALARM) as string,
      serving: [
        { version: '1', share: 0.8 },
        { version: '2', share: 0.2 },
      ],
    });
    const split =
      'The alias live stays split: 20 % of its calls go to version 2, 80 % to version 1. CodeDeploy fails every deployment of it until it points to one version.';
    expect(second.notes.slice(0, 2)).toEqual([
      expect.stringContaining('failed.'),
      'Nothing rolled the deployment back: its group, or whoever stopped it, asks for no rollback after such an end.',
    ]);
    expect(second.notes.at(-1)).toBe(split);
    expect(later.map(({ notes }) => notes.at(-1))).toEqual([split, split]);
    const lines = terminal.stdout.replace(/\s+/g, ' ');
    expect(lines).toMatch(/v2 ✖ failed by Shop-Errors, after \d[\w ]* · alias live stays split: 20 % on version 2/);
    expect(lines).toContain(
      'v5 ■ blocked by CodeDeploy, before any traffic · alias live stays split: 20 % on version 2',
    );
  });

  it('says that all of the alias stays on the new version, where that had all traffic already', () => {
    const { terminal, second } = rehearse('whole', { autoRollback: NO_ROLLBACK, hookAnswers: 'Failed' }, {});

    expect(second).toMatchObject({
      outcome: 'failed',
      decidedBy: 'codedeploy',
      serving: [{ version: '2', share: 1 }],
    });
    expect(second.notes).toContain(
      'Nothing rolled the deployment back: its group, or whoever stopped it, asks for no rollback after such an end.',
    );
    expect(terminal.stdout.replace(/\s+/g, ' ')).toMatch(
      /v2 ✖ failed by CodeDeploy, after \d[\w ]* · alias live stays on version 2/,
    );
  });

  it('says so where the rollback itself failed', () => {
    // The first call moves 20 %, the second one is the rollback's.
    const faults = [{ on: 'api', id: 'lambda:UpdateAlias', kind: 'denied', call: 2 }];
    const { terminal, second } = rehearse('denied', {}, { ...BROKEN, faults });

    expect(second).toMatchObject({ outcome: 'failed', decidedBy: expect.stringMatching(ALARM) as string });
    expect(second.notes).toContain(
      `The rollback ${second.deployment?.rollbackId} did not bring the alias back to version 1.`,
    );
    expect(terminal.stdout.replace(/\s+/g, ' ')).toMatch(
      /v2 ✖ failed by Shop-Errors, after \d[\w ]* · alias live stays split: 20 % on version 2/,
    );
  });
});

it('a release of an app without a platform that an alarm rolls back names the alarm, and speaks of no ledger', () => {
  const expect_ = { outcome: 'rolled-back', by: 'Errors' };
  const { terminal, second, releases } = rehearse('back', {}, { ...BROKEN, expect: expect_ });

  expect(terminal.status).toBe(0);
  expect(second.decidedBy).toMatch(ALARM);
  expect(second.serving).toEqual([{ version: '1', share: 1 }]);
  expect(releases.flatMap(({ notes }) => notes).filter((note) => /ledger|split|rolled/.test(note))).toEqual([]);
  const lines = terminal.stdout.replace(/\s+/g, ' ');
  expect(lines).toMatch(/v2 ◀ rolled back by Shop-Errors, after \d/);
  expect(lines).not.toContain('stays');
});
