import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate } from 'sluice';
import type { ReportedRelease } from '../../lib/report/report';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';
import { expectNamed, list, nameOf, places, playedSteps, remove, seesHands, type Place } from './statements';

const SERVICE = {
  platform: { slackWebhookParameter: '/slack' },
  release: { gates: [Gate.health(), Gate.health({ name: 'health-at-100-percent', phase: 'after-traffic' as const })] },
};

/**
 * Needed only where there is a quality gate (judges.test.ts does without them), or a watch (the-watch-denied.test.ts), or
 * something is attested (attested-releases.test.ts).
 */
const OF_SOME_RELEASES = /^Platform(QualityAsker|ShiftWatch|Attester)/;

/** By this the gate run starts the watch. */
const startsTheWatch = ({ logicalId, statement }: Place) =>
  logicalId.startsWith('PlatformGateRun') && list(statement.Action).includes('states:StartExecution');

/** By this a notifier gives a message up (test/end-to-end/channels.test.ts has one that it does). */
const givesUp = ({ logicalId, statement }: Place) =>
  logicalId.startsWith('PlatformChannel') && list(statement.Action).join() === 'sqs:SendMessage';

/** By this Lambda polls a channel's queue; the rehearsal asks for it as the mapping is made, and not at each poll. */
const polls = ({ logicalId, statement }: Place) =>
  logicalId.startsWith('PlatformChannel') && list(statement.Action).includes('sqs:ReceiveMessage');

const isOfEveryRelease = (place: Place) =>
  !OF_SOME_RELEASES.test(place.logicalId) && ![startsTheWatch, givesUp, polls, seesHands].some((isOne) => isOne(place));

const isReconcilers = ({ logicalId }: Place) => logicalId.startsWith('PlatformReconciler');

/** Needed only where an alias is created, as one of another name is. */
function isOfFirstReleases({ logicalId, statement }: Place): boolean {
  const looksForAlias = list(statement.Action).join() === 'lambda:GetAlias';
  return logicalId.startsWith('PlatformFirstRelease') || looksForAlias;
}

/** What else has to go wrong for a statement to be needed. */
function faultsFor({ logicalId, statement }: Place): readonly object[] {
  if (logicalId.startsWith('PlatformReconciler')) return [{ on: 'function', id: 'Closer', kind: 'crash' }];
  if (logicalId.startsWith('PlatformLastResort')) return [{ on: 'function', id: 'ReleaseDecider', kind: 'crash' }];
  if (logicalId.startsWith('PlatformFirstReleaseLastResort')) {
    // It asks whose request that is only where the starter may not have.
    const asksStacks = list(statement.Action).includes('cloudformation:DescribeStackResources');
    return [{ on: 'function', id: asksStacks ? 'FirstRelease/Starter' : 'FirstRelease/Answerer', kind: 'crash' }];
  }
  if (logicalId.startsWith('PlatformFirstReleaseStarter') && list(statement.Action).includes('lambda:InvokeFunction')) {
    return [{ on: 'function', id: 'FirstRelease/Starter', kind: 'crash', times: 1 }];
  }
  const isHooks = /^Platform.*Hook/.test(logicalId);
  if (isHooks && list(statement.Action).includes('lambda:InvokeFunction')) {
    return [{ on: 'function', id: 'BeforeTrafficHook', kind: 'crash' }];
  }
  return [];
}

const probe = mkdtempSync(join(tmpdir(), 'sluice-statements-'));
const EVERY = places(synthesizeService(probe, 'all', { code: HEALTHY, ...SERVICE }));
const ALL = EVERY.filter(isOfEveryRelease);
rmSync(probe, { recursive: true });

let directory: string;
let step: (name: string) => ReportedRelease;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-least-privilege-'));
  synthesizeService(directory, 'first', { code: HEALTHY, ...SERVICE });
  const steps = ALL.flatMap((place, index): readonly object[] => {
    const isFirst = isOfFirstReleases(place);
    const release = { ...SERVICE.release, ...(isFirst ? { aliasName: `live-${index}` } : {}) };
    const code = healthyChange(index);
    const assembly = synthesizeService(directory, `without-${index}`, { code, ...SERVICE, release });
    remove(assembly, place);
    const outcome = isFirst ? 'first-deploy' : 'released';
    const step = { name: nameOf(place), deploy: assembly, faults: faultsFor(place), expect: { outcome } };
    // It comes round by the clock, and to CodeDeploy's list once an hour.
    if (isReconcilers(place)) return [step, { wait: '61m' }];
    // An alias of another name may be there now, and a release needs the old one again.
    return isFirst ? [step, { name: `after ${step.name}`, deploy: 'first' }] : [step];
  });
  const whole = synthesizeService(directory, 'whole', { code: healthyChange(ALL.length), ...SERVICE });
  const scenario = {
    account: { parameters: { '/slack': 'https://hooks.slack.example/secret' } },
    steps: [
      { name: 'first', deploy: 'first' },
      ...steps,
      { name: 'whole', deploy: whole, expect: { outcome: 'released' } },
    ],
  };
  step = playedSteps(directory, scenario);
}, 600_000);

afterAll(() => {
  rmSync(directory, { recursive: true });
});

it('every statement of every role is there, and nothing is denied', () => {
  const { outcome, deniedCalls, expectation } = step('whole');

  expect({ outcome, deniedCalls, expectation }).toEqual({
    outcome: 'released',
    deniedCalls: [],
    expectation: { met: true, differences: [] },
  });
});

describe('a release does not go as expected, and the missing statement is named, without', () => {
  it.each(ALL.map((place) => [nameOf(place), place] as const))('%s', (name, place) => {
    const release = step(name);

    expect(release.expectation?.met).toBe(false);
    expectNamed(release, place.statement);
  });
});

/** Actions that are allowed on every resource, and why. */
const ON_EVERYTHING: Readonly<Record<string, string>> = {
  'cloudwatch:GetMetricData': 'IAM knows no resource for it.',
  'cloudwatch:PutMetricData': 'IAM knows no resource for it, but a condition: the one namespace of ours.',
  'codedeploy:BatchGetDeploymentTargets': 'IAM knows no resource for it.',
  'cloudwatch:DescribeAlarms': 'CodeDeploy asks for alarms whose names are new for every release.',
};

it('no action is allowed on every resource but those that know none', () => {
  const wide = EVERY.filter(({ statement }) => JSON.stringify(statement.Resource) === '"*"').flatMap(({ statement }) =>
    list(statement.Action),
  );

  expect([...new Set(wide)].sort()).toEqual(Object.keys(ON_EVERYTHING).sort());
});

it('no statement allows all actions of a service', () => {
  expect(EVERY.flatMap(({ statement }) => list(statement.Action)).filter((action) => action.includes('*'))).toEqual([]);
});
