import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSluice } from '../end-to-end/run-sluice';
import { writeReleasedFunction } from './small-assembly';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
  assembly('queue', { Queue: { Type: 'AWS::Kinesis::Stream', Properties: {} } });
  assembly('unknown-property', { Topic: { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true } } });
  assembly('cycle', {
    A: { Type: 'AWS::SNS::Topic', DependsOn: 'B' },
    B: { Type: 'AWS::SNS::Topic', DependsOn: 'A' },
  });
  assembly('topic', { Topic: { Type: 'AWS::SNS::Topic' } });
  writeReleasedFunction(join(directory, 'released'), 'One');
  mkdirSync(join(directory, 'empty'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** A small cloud assembly of one stack. */
function assembly(name: string, resources: object): void {
  mkdirSync(join(directory, name));
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/unknown-region',
    properties: { templateFile: 'S.template.json' },
  };
  writeFileSync(
    join(directory, name, 'manifest.json'),
    JSON.stringify({ version: '48.0.0', artifacts: { S: artifact } }),
  );
  writeFileSync(join(directory, name, 'S.template.json'), JSON.stringify({ Resources: resources }));
}

function sluice(...args: string[]) {
  return runSluice(args, directory);
}

interface Case {
  readonly name: string;
  readonly scenario?: string;
  readonly args?: readonly string[];
  readonly status: 2 | 3;
  /** What the message must say: what, where and the fix. */
  readonly says: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a missing assembly',
    args: ['--to', 'nowhere'],
    status: 3,
    says: ['no such directory', 'nowhere', 'cdk synth'],
  },
  { name: 'a folder that is no assembly', args: ['--to', 'empty'], status: 3, says: ['manifest.json', 'cdk synth'] },
  {
    name: 'a resource that is not emulated',
    args: ['--to', 'queue'],
    status: 3,
    says: [
      'The resource type AWS::Kinesis::Stream is not emulated',
      'S.template.json, Queue',
      '`sluice features` lists what is emulated',
    ],
  },
  {
    name: 'a property that is not emulated',
    args: ['--to', 'unknown-property'],
    status: 3,
    says: ['Property FifoTopic of AWS::SNS::Topic is not emulated', 'S.template.json, Topic'],
  },
  {
    name: 'a template that CloudFormation itself refuses',
    args: ['--to', 'cycle'],
    status: 3,
    says: ['Circular dependency between resources', 'S.template.json', 'Break it'],
  },
  { name: 'no assembly at all', status: 2, says: ['--to DIR', '`steps:`'] },
  {
    name: 'no scenario',
    args: ['--to', 'queue', '--scenario', 'none.yaml'],
    status: 2,
    says: ['none.yaml:1:1', 'no such file'],
  },
  { name: 'YAML that is none', scenario: 'seed: [1', status: 2, says: ['scenario.yaml:1:'] },
  {
    name: 'an unknown key',
    scenario: 'seed: 1\ntraffic:\n  requestsPerMinute: 10\n',
    status: 2,
    says: [
      'scenario.yaml:3:',
      'traffic.requestsPerMinute: unknown key; the keys known here are requestsPerSecond, requests',
    ],
  },
  {
    name: 'a negative rate',
    scenario: 'traffic: { requestsPerSecond: -1 }',
    status: 2,
    says: ['scenario.yaml:1:', 'traffic.requestsPerSecond: must not be negative'],
  },
  {
    name: 'a share outside 0 to 1',
    scenario: 'versions:\n  green: { errorRate: -0.1 }\n',
    status: 2,
    says: ['scenario.yaml:2:', 'versions.green.errorRate: must be 0 to 1'],
  },
  {
    name: 'a duration that is none',
    scenario: 'expect: { outcome: released, within: soon }',
    status: 2,
    says: ['expect.within: must be a duration such as 90s, 12m or 1h'],
  },
  {
    name: 'an outcome that is none',
    scenario: 'expect: { outcome: shipped }',
    status: 2,
    says: ['expect.outcome', 'released', 'rolled-back', 'shipped'],
  },
  {
    name: 'steps beside --to',
    scenario: 'steps: [ { deploy: queue } ]',
    args: ['--to', 'queue'],
    status: 2,
    says: ['scenario.yaml has `steps:`', 'leave out `--from` and `--to`'],
  },
  {
    name: 'two steps of one name',
    scenario: 'steps: [ { deploy: queue }, { deploy: queue } ]',
    status: 2,
    says: ['two steps are called `queue`', '`name:`'],
  },
  {
    name: 'a file of requests that is not there',
    scenario: 'traffic: { requestsPerSecond: 1, requests: requests.yaml }',
    args: ['--to', 'queue'],
    status: 2,
    says: ['requests.yaml', 'no such file'],
  },
  {
    name: 'a fault on a function that no assembly has',
    scenario: 'faults: [{ on: function, id: Nope, kind: crash }]',
    args: ['--to', 'released'],
    status: 2,
    says: ['`faults` names a function that is not there: Nope', 'There are: Fn.'],
  },
  {
    name: 'a fault of a step on a function that no assembly has until then',
    scenario:
      'steps: [{ deploy: topic, faults: [{ on: function, id: Fn, kind: crash }] }, { deploy: released, faults: [{ on: function, id: Fn, kind: crash }] }]',
    status: 2,
    says: ['`faults of topic` names a function that is not there: Fn', 'There is none at all.'],
  },
  {
    name: 'a fault on an operation that its service does not have',
    scenario: "faults: [{ on: api, id: 'sns:Publsh', kind: crash }]",
    args: ['--to', 'released'],
    status: 2,
    says: ['names an API operation that is not there: sns:Publsh', 'sns:Publish'],
  },
  {
    name: 'a model of a function that no assembly has',
    scenario: 'functions: { Scorer: { model: {} } }',
    args: ['--to', 'released'],
    status: 2,
    says: ['`functions` names a function that needs a model', 'is not there: Scorer. There is none at all.'],
  },
  {
    name: 'a decider that no gate or alarm is',
    scenario: 'expect: { outcome: rolled-back, by: error-rate-alarm }',
    args: ['--to', 'released'],
    status: 2,
    says: ['`expect.by of to` names a gate or an alarm that is not there: error-rate-alarm', 'There are: codedeploy.'],
  },
  {
    name: 'a command that is none',
    scenario: 'steps: [{ run: preflihgt }]',
    status: 2,
    says: ['`run of preflihgt` names a command that is not there: preflihgt', 'gates report', 'preflight'],
  },
  { name: 'an unknown option', args: ['--speed', '9'], status: 2, says: ["unknown option '--speed'", '--help'] },
  { name: 'a seed that is no number', args: ['--seed', 'seven'], status: 2, says: ['--seed', 'whole number'] },
];

describe('sluice rehearse refuses', () => {
  it.each(CASES)('$name', ({ scenario = '{}', args = [], status, says }) => {
    writeFileSync(join(directory, 'scenario.yaml'), scenario);
    const named = args.includes('--scenario') ? [] : ['--scenario', 'scenario.yaml'];
    const run = sluice('rehearse', ...named, ...args, '--json', '--out', 'out');

    expect(run.status).toBe(status);
    for (const part of says) expect(run.stderr).toContain(part);
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(run.stdout).toBe('');
    expect(existsSync(join(directory, 'out'))).toBe(false);
  });
});

describe('sluice suite check', () => {
  it('names an unknown matcher, its line and the matchers there are', () => {
    writeFileSync(
      join(directory, 'suite.yaml'),
      'effects: none\nconversations:\n  - key: a\n    turns:\n      - event: {}\n        expect: { ok: { containz: 1 } }\n',
    );
    const run = sluice('suite', 'check', 'suite.yaml');

    expect(run.status).toBe(2);
    expect(run.stderr).toBe(
      'suite.yaml:6:35: conversations.0.turns.0.expect.ok.containz: unknown key; the keys known here are equals, contains, notContains, matches, oneOf, atLeast, atMost, exists\n',
    );
  });

  it('counts what a good suite holds', () => {
    const run = sluice('suite', 'check', join(process.cwd(), 'examples/manga-assist/suites/conversations.yaml'));

    expect(run.stdout).toContain('14 conversations, 27 turns');
    expect(run.status).toBe(0);
  });
});
