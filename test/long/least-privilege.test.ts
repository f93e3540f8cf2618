import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate } from 'sluice';
import type { Report } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>>;
}

/** A statement of a role of ours, by where it stands in which template. */
interface Place {
  readonly file: string;
  readonly logicalId: string;
  /** Of the policy in a role; a policy of its own has none. */
  readonly policy?: number;
  readonly index: number;
  readonly statement: Statement;
}

const SERVICE = {
  platform: { slackWebhookParameter: '/slack' },
  release: { gates: [Gate.health(), Gate.health({ name: 'health-at-100-percent', phase: 'after-traffic' as const })] },
};

/** The service's own function, and what the CDK makes for it, is the squad's business. */
const OURS = /^(Platform|Release)/;

/** Needed only where there is a quality gate: judges.test.ts does without them. */
const OF_QUALITY = 'PlatformQualityAsker';

/** By these Step Functions has CloudWatch Logs take what a state machine logs, and a rehearsal takes no such logs. */
const isLogDelivery = ({ Action: actions }: Statement) => list(actions).includes('logs:CreateLogDelivery');

const list = (value: string | readonly string[]) => (typeof value === 'string' ? [value] : value);

function documents(resource: Template['Resources'][string]): readonly { policy?: number; statements: Statement[] }[] {
  const { Type, Properties } = resource;
  const statements = (document: unknown) => (document as { Statement: Statement[] }).Statement;
  if (Type === 'AWS::IAM::Policy') return [{ statements: statements(Properties.PolicyDocument) }];
  if (Type !== 'AWS::IAM::Role') return [];
  const policies = (Properties.Policies ?? []) as readonly { readonly PolicyDocument: unknown }[];
  return policies.map(({ PolicyDocument }, policy) => ({ policy, statements: statements(PolicyDocument) }));
}

function read(assembly: string, file: string): Template {
  return JSON.parse(readFileSync(join(assembly, file), 'utf8')) as Template;
}

function places(assembly: string): readonly Place[] {
  return ['Platform.template.json', 'Service.template.json'].flatMap((file) =>
    Object.entries(read(assembly, file).Resources)
      .filter(([logicalId]) => OURS.test(logicalId) && !logicalId.startsWith(OF_QUALITY))
      .flatMap(([logicalId, resource]) =>
        documents(resource).flatMap(({ policy, statements }) =>
          statements.map((statement, index) => ({
            file,
            logicalId,
            index,
            statement,
            ...(policy === undefined ? {} : { policy }),
          })),
        ),
      )
      .filter(({ statement }) => !isLogDelivery(statement)),
  );
}

function remove(assembly: string, { file, logicalId, policy, index }: Place): void {
  const template = read(assembly, file);
  const found = documents(template.Resources[logicalId]!).find((one) => one.policy === policy);
  found?.statements.splice(index, 1);
  // A policy must say something.
  if (found?.statements.length === 0) {
    found.statements.push({ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' });
  }
  writeFileSync(join(assembly, file), JSON.stringify(template));
}

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

const nameOf = ({ logicalId, index, statement }: Place) =>
  `${logicalId}, statement ${index + 1}: ${list(statement.Action).join(', ')}`;

const probe = mkdtempSync(join(tmpdir(), 'sluice-statements-'));
const ALL = places(synthesizeService(probe, 'all', { code: HEALTHY, ...SERVICE }));
rmSync(probe, { recursive: true });

let directory: string;
let report: Report;

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
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  report = reportOf(
    runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json'], undefined, 400_000),
  );
}, 600_000);

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function step(name: string) {
  const found = report.releases.find((one) => one.step === name);
  if (!found) throw new Error(`The report has no step called ${name}.`);
  return found;
}

it('every statement of every role is there, and nothing is denied', () => {
  const { outcome, deniedCalls, expectation } = step('whole');

  expect({ outcome, deniedCalls, expectation }).toEqual({
    outcome: 'released',
    deniedCalls: [],
    expectation: { met: true, differences: [] },
  });
});

describe('a release does not go as expected, and the missing statement is named, without', () => {
  it.each(ALL.map((place) => [nameOf(place), place] as const))('%s', (name, { statement }) => {
    const { expectation, deniedCalls } = step(name);
    const denied = deniedCalls.filter(({ action }) => list(statement.Action).includes(action));

    expect(expectation?.met).toBe(false);
    expect(denied).not.toEqual([]);
    for (const { action, resource, missing } of denied) {
      expect(missing.statement).toMatchObject({ Effect: 'Allow', Action: action, Resource: resource });
    }
  });
});

/** Actions that are allowed on every resource, and why. */
const ON_EVERYTHING: Readonly<Record<string, string>> = {
  'codedeploy:BatchGetDeploymentTargets': 'IAM knows no resource for it.',
  'cloudwatch:DescribeAlarms': 'CodeDeploy asks for alarms whose names are new for every release.',
};

it('no action is allowed on every resource but those that know none', () => {
  const wide = ALL.filter(({ statement }) => JSON.stringify(statement.Resource) === '"*"').flatMap(({ statement }) =>
    list(statement.Action),
  );

  expect([...new Set(wide)].sort()).toEqual(Object.keys(ON_EVERYTHING).sort());
});

it('no statement allows all actions of a service', () => {
  expect(ALL.flatMap(({ statement }) => list(statement.Action)).filter((action) => action.includes('*'))).toEqual([]);
});
