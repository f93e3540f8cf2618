import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Calendar, Gate, GatedRelease, Judge, QualitySuite, ReleasePlatform, Requirement } from 'sluice';
import { inlineFunction } from '../constructs/inline-function';
import { temporaryApp } from '../constructs/temporary-app';
import { readPage } from './fences';
import { codeOf, rowsOf } from './tables';

const GUIDE = 'docs/guides/deploying-the-platform.md';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}
interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

const { app, outdir, remove } = temporaryApp();
afterAll(remove);

const platformStack = new Stack(app, 'Platform');
const calendars = s3.Bucket.fromBucketAttributes(platformStack, 'Calendars', {
  bucketName: 'calendars',
  encryptionKey: kms.Key.fromKeyArn(platformStack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/0'),
});
new ReleasePlatform(platformStack, 'Platform', {
  slackWebhookParameter: '/team/slack-webhook',
  policy: [Requirement.freeze({ calendars: [Calendar.ssm('Freeze')] })],
  calendars: [Calendar.fromBucket(calendars, 'sales.ics')],
});

/** A release with every kind of judge, a gate of the squad's own, a watch, and an alarm that is a shadow. */
const releaseStack = new Stack(app, 'Release');
addRelease(releaseStack);

const platform = resourcesOf(platformStack);
const release = resourcesOf(releaseStack);

function addRelease(stack: Stack): void {
  const price = { inputPerMillion: 1, outputPerMillion: 1 };
  const judges = {
    model: Judge.bedrock({ modelId: 'eu.anthropic.claude-sonnet-4-6', price }),
    endpoint: Judge.openAi({ model: 'gpt-5', apiKeyParameter: '/team/openai', price }),
    own: Judge.fromFunction(inlineFunction(stack, 'OwnJudge')),
  };
  const quality = Object.entries(judges).map(([name, judge]) => Gate.quality({ name, judge, suite: suite() }));
  const own = Gate.fromFunction(inlineFunction(stack, 'OwnGate'));
  const watched = Gate.throttling({ tables: [dynamodb.Table.fromTableName(stack, 'Books', 'books')] });
  new GatedRelease(stack, 'Release', {
    function: inlineFunction(stack),
    gates: [Gate.health(), own, ...quality, watched],
    latencyAlarmMode: 'shadow',
  });
}

/** The roles of the guide's table, by the beginning of their logical ids. */
const ROLES: Readonly<Record<string, string>> = {
  'hook role': 'PlatformHookRole',
  'gate run’s role': 'PlatformGateRunRole',
  'opener’s role': 'PlatformReleaseOpenerRole',
  'attester’s role': 'PlatformAttesterRole',
  'asker’s role': 'PlatformGateAskerRole',
  'quality asker’s role': 'PlatformQualityAskerRole',
  'decider’s role': 'PlatformReleaseDeciderRole',
  'watcher’s role': 'PlatformShiftWatcherRole',
  'shift watch’s role': 'PlatformShiftWatchRole',
  'last resort’s': 'PlatformLastResortRole',
  'closer’s role': 'PlatformCloserRole',
  'reconciler’s role': 'PlatformReconcilerRole',
  'first release’s starter': 'PlatformFirstReleaseStarterRole',
  'its state machine': 'PlatformFirstReleaseRole',
  'its answerer': 'PlatformFirstReleaseAnswererRole',
  'its last resort': 'PlatformFirstReleaseLastResortRole',
  'notifier’s role': 'PlatformChannelslackwebhookRole',
  'group role': 'PlatformGroupRole',
};
const RELEASE_ROLE = 'each release role';

describe('the parameters of the platform guide', () => {
  it('are those that a platform publishes', () => {
    const published = platform
      .filter(([, { Type }]) => Type === 'AWS::SSM::Parameter')
      .map(([, { Properties }]) => String(Properties.Name).replace('/default/', '/<platform>/'));
    expect(rowsOf(GUIDE, 'parameter', 'value').flatMap(([name]) => codeOf(name))).toEqual(published);
  });
});

describe('the roles of the platform guide', () => {
  const written = grantsByRole();

  it('are those of a platform, and that of a release', () => {
    const known = Object.values(ROLES);
    const made = platform.filter(([, { Type }]) => Type === 'AWS::IAM::Role').map(([id]) => id.replace(/\w{8}$/, ''));
    expect(known.toSorted()).toEqual(made.toSorted());
    expect([...written.keys()]).toEqual([...Object.keys(ROLES), RELEASE_ROLE]);
  });

  it.each(Object.entries(ROLES))('may do what the template lets them: %s', (role, logicalId) => {
    expect(written.get(role)).toEqual(grantsOf(platform, logicalId));
  });

  it('may do what the template lets them: that of a release, whatever its gates', () => {
    expect(written.get(RELEASE_ROLE)).toEqual(grantsOf(release, 'ReleaseReleaseRole'));
  });

  it('are said once more to whoever writes a release', () => {
    const page = readPage('docs/guides/gating-a-function.md');
    const [, permissions = ''] = /^## Permissions\n(.*?)(?:^## |$(?![^]))/ms.exec(page) ?? [];
    const actions = grantsOf(release, 'ReleaseReleaseRole').map((grant) => grant.replace(' on *', ''));
    const named = codeOf(permissions).filter((code) => /^[a-z0-9]+:[A-Z]\w+$/.test(code) && code !== 'kms:Decrypt');
    expect([...new Set(named)].toSorted()).toEqual([...new Set(actions)].toSorted());
  });
});

/** The functions of the guide's table, by their construct ids: the row, and what it calls them where it has several. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  BeforeTrafficHook: 'two hook functions',
  AfterTrafficHook: 'two hook functions',
  ReleaseOpener: 'opener, decider',
  ReleaseDecider: 'opener, decider',
  Attester: 'attester',
  ShiftWatcher: 'watcher',
  GateAsker: 'asker',
  QualityAsker: 'quality asker',
  LastResort: 'last resort',
  Closer: 'closer',
  Reconciler: 'reconciler',
  FirstReleaseStarter: 'first releases',
  FirstReleaseAnswerer: 'first releases',
  FirstReleaseLastResort: 'first releases',
  Channelslackwebhook: 'notifier of a channel',
};

describe('the functions of the platform guide', () => {
  const made = new Map(
    platform
      .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
      .map(([id, { Properties }]) => [id.replace(/^Platform(\w+)Function\w{8}$/, '$1'), Number(Properties.Timeout)]),
  );

  it('are those of a platform', () => {
    expect([...made.keys()].toSorted()).toEqual(Object.keys(FUNCTIONS).toSorted());
  });

  it.each(Object.entries(FUNCTIONS))('have a row with their timeout: %s', (id, what) => {
    const [, settings] = rowsOf(GUIDE, 'what', 'settings').find(([name]) => name === what) ?? [];
    expect(settings).toMatch(new RegExp(`\\b${timeText(made.get(id) ?? NaN)}\\b`));
  });
});

/** What the guide's table lets each role do, as `action` or `action on *`. Rows without a role go on with the one before. */
function grantsByRole(): ReadonlyMap<string, readonly string[]> {
  const grants = new Map<string, string[]>();
  let role = '';
  for (const [name = '', actions, resources] of rowsOf(GUIDE, 'role', 'actions', 'resources')) {
    role = name.replaceAll("'", '’') || role;
    let service = '';
    const own = codeOf(actions).map((action) => {
      service = action.includes(':') ? action.slice(0, action.indexOf(':') + 1) : service;
      return `${action.includes(':') ? '' : service}${action}`;
    });
    const anywhere = resources === '`*`' ? ' on *' : '';
    grants.set(role, [...(grants.get(role) ?? []), ...own.map((action) => `${action}${anywhere}`)]);
  }
  return new Map([...grants].map(([name, own]) => [name, [...new Set(own)].toSorted()]));
}

/** What a template lets a role do, but for writing its own log. */
function grantsOf(resources: readonly (readonly [string, Resource])[], roleId: string): readonly string[] {
  const own = (Type: string, id: string) => id.startsWith(roleId) && Type.startsWith('AWS::IAM::');
  const statements = resources
    .filter(([id, { Type }]) => own(Type, id))
    .flatMap(([, { Properties }]) => [
      ...('PolicyDocument' in Properties ? [Properties as unknown as Policy] : []),
      ...((Properties.Policies as readonly Policy[] | undefined) ?? []),
    ])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const grants = statements.flatMap(({ Action, Resource }) =>
    [Action].flat().map((action) => `${action}${Resource === '*' ? ' on *' : ''}`),
  );
  return [...new Set(grants)].filter((grant) => !/^logs:(CreateLogStream|PutLogEvents)$/.test(grant)).toSorted();
}

/** As the guide writes a number of seconds. */
function timeText(seconds: number): string {
  if (seconds < 60) return `${seconds} seconds`;
  return seconds === 60 ? '1 minute' : `${seconds / 60} minutes`;
}

function resourcesOf(stack: Stack): readonly (readonly [string, Resource])[] {
  return Object.entries((Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> }).Resources);
}

function suite(): QualitySuite {
  const file = join(outdir, 'suite.jsonl');
  const head = { kind: 'quality', effects: 'none', event: {}, question: 'message', answer: 'reply' };
  const cases = Array.from({ length: 300 }, (_, index) => ({ key: `case-${index}`, turns: ['Hello?'] }));
  writeFileSync(file, [head, ...cases].map((line) => JSON.stringify(line)).join('\n'));
  return QualitySuite.fromFile(file);
}
