import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, type Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Gate, TrafficPlan } from 'sluice';
import type { ReportedRelease } from '../../lib/report/report';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';
import { expectNamed, list, nameOf, places, playedSteps, remove, type Place } from './statements';

const SERVICE = {
  // An alarm that leaves it to the watch.
  release: { traffic: TrafficPlan.canary({ percent: 25, interval: Duration.minutes(8) }), maxErrorIncreasePoints: 90 },
  gatesIn: (stack: Stack) => {
    const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
    return [Gate.errorRate(), Gate.throttling({ tables: [new dynamodb.TableV2(stack, 'Orders', { partitionKey })] })];
  },
};

/**
 * What the watch adds to the roles of ours: all of its own, and what others have on its behalf. What it publishes messages by is
 * needed for no decision (test/long/the-watch-warns.test.ts has a release that is told of without it).
 */
function isOfTheWatch({ logicalId, statement }: Place): boolean {
  const actions = list(statement.Action);
  if (logicalId.startsWith('PlatformShiftWatch')) return !actions.includes('sns:Publish');
  if (logicalId.startsWith('PlatformGateRun')) return actions.includes('states:StartExecution');
  return (
    logicalId.startsWith('ReleaseRelease') &&
    actions.some((action) => /^(lambda:GetAlias|cloudwatch:SetAlarmState|dynamodb:DescribeTable)$/.test(action))
  );
}

let directory: string;
let step: (name: string) => ReportedRelease;

const probe = mkdtempSync(join(tmpdir(), 'sluice-watch-statements-'));
const ALL = places(synthesizeService(probe, 'all', { code: HEALTHY, ...SERVICE })).filter(isOfTheWatch);
rmSync(probe, { recursive: true });

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-watch-denied-'));
  const first = synthesizeService(directory, 'first', { code: HEALTHY, ...SERVICE });
  const whole = synthesizeService(directory, 'whole', { code: healthyChange(ALL.length), ...SERVICE });
  const failing = { versions: { green: { errorRate: 0.6 } }, expect: { outcome: 'rolled-back', by: 'error-rate' } };
  const steps = ALL.map((place, index) => {
    const assembly = synthesizeService(directory, `without-${index}`, { code: healthyChange(index), ...SERVICE });
    remove(assembly, place);
    return { name: nameOf(place), deploy: assembly, ...failing };
  });
  const scenario = {
    traffic: { requestsPerSecond: 5 },
    steps: [{ name: 'first', deploy: first }, ...steps, { name: 'whole', deploy: whole, ...failing }],
  };
  step = playedSteps(directory, scenario);
}, 600_000);

afterAll(() => {
  rmSync(directory, { recursive: true });
});

it('is denied nothing where every statement is there', () => {
  expect(step('whole').expectation).toEqual({ met: true, differences: [] });
});

describe('the watch names the statement that is missing, and lets nothing bad through, without', () => {
  it.each(ALL.map((place) => [nameOf(place), place] as const))('%s', (name, { statement }) => {
    const release = step(name);

    expectNamed(release, statement);
    expect(release.outcome).toMatch(/^(blocked|rolled-back)$/);
    expect(release.serving).toEqual([{ version: '1', share: 1 }]);
  });
});
