import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import * as face from 'sluice/rehearsal';
import { makePlan, parseScenario, rehearse, type PlanOptions } from 'sluice/rehearsal';
import ts from 'typescript';
import { writeReleasedFunction } from '../cli/small-assembly';
import { fencesOf } from '../docs/fences';

const PROGRAM = { file: 'node', args: ['sluice.js'], commands: ['gates report'] };

/** The plan of a scenario as its file has it. */
const planOf = (scenario: unknown, options: Omit<PlanOptions, 'scenario'> = {}) =>
  makePlan({ scenario: parseScenario(scenario), ...options });

describe('the plan of a scenario', () => {
  it('without steps deploys what runs now, and then the change', () => {
    const expect_ = { outcome: 'released', within: '5m' };
    const plan = planOf({ seed: 9, versions: { green: { errorRate: 0.5 } }, expect: expect_ }, { from: 'a', to: 'b' });

    expect(plan).toEqual({
      seed: 9,
      start: Date.UTC(2026, 0, 5, 9),
      parameters: {},
      requestsPerSecond: 0,
      versions: { green: { errorRate: 0.5 } },
      incidents: [],
      faults: [],
      steps: [
        { kind: 'deploy', name: 'from', directory: resolve('a') },
        { kind: 'deploy', name: 'to', directory: resolve('b') },
      ],
      expectations: new Map([['to', { outcome: 'released', within: 300_000 }]]),
      commandExpectations: new Map(),
    });
  });

  it('with steps has folders from its own, and commands of the program that is given', () => {
    const steps = [
      { deploy: 'one', expect: { outcome: 'first-deploy' } },
      { wait: '1m' },
      { run: 'gates report', args: ['--json'], expect: { exitCode: 0 } },
      { run: 'gates report', as: { role: 'Approver', session: 'jane@example.com' } },
    ];
    const plan = planOf({ steps }, { folder: 'scenarios', program: PROGRAM });

    expect(plan.steps).toEqual([
      { kind: 'deploy', name: 'one', directory: resolve('scenarios/one') },
      { kind: 'wait', ms: 60_000 },
      {
        kind: 'run',
        name: 'gates report --json',
        command: { file: 'node', args: ['sluice.js', 'gates', 'report', '--json'], directory: resolve('scenarios') },
      },
      {
        kind: 'run',
        name: 'gates report',
        command: { file: 'node', args: ['sluice.js', 'gates', 'report'], directory: resolve('scenarios') },
        as: { role: 'Approver', session: 'jane@example.com' },
      },
    ]);
    expect(plan.expectations).toEqual(new Map([['one', { outcome: 'first-deploy' }]]));
    expect(plan.commandExpectations).toEqual(new Map([['gates report --json', { exitCode: 0 }]]));
  });

  it('has commands that are run while something is deployed', () => {
    const meanwhile = [{ after: '90s', run: 'gates report', name: 'early', expect: { exitCode: 1 } }];
    const plan = planOf({ steps: [{ deploy: 'one', meanwhile }] }, { program: PROGRAM });
    const command = { file: 'node', args: ['sluice.js', 'gates', 'report'], directory: resolve('') };
    expect(plan.steps).toEqual([
      {
        kind: 'deploy',
        name: 'one',
        directory: resolve('one'),
        meanwhile: [{ name: 'early', command, afterMs: 90_000 }],
      },
    ]);
    expect(plan.commandExpectations).toEqual(new Map([['early', { exitCode: 1 }]]));
    const twice = { steps: [{ deploy: 'one', meanwhile: [...meanwhile, ...meanwhile] }] };
    expect(() => planOf(twice, { program: PROGRAM })).toThrow('two steps are called `early`');
  });

  it('has what a step says instead of the scenario, and in that step alone', () => {
    const own = {
      versions: { green: { errorRate: 0.5 } },
      faults: [{ on: 'rule', id: 'Ended', kind: 'lost' }],
    };
    const incidents = [{ at: '1m', for: '30s', errorRate: 0.1 }];
    const { steps, incidents: ofAll } = planOf({
      incidents: [{ at: '2m', for: '1m', errorRate: 1 }],
      steps: [{ deploy: 'one' }, { deploy: 'two', ...own, incidents }, { deploy: 'three', incidents: [] }],
    });

    expect(ofAll).toEqual([{ at: 120_000, for: 60_000, errorRate: 1 }]);
    expect(steps).toEqual([
      { kind: 'deploy', name: 'one', directory: resolve('one') },
      {
        ...{ kind: 'deploy', name: 'two', directory: resolve('two') },
        ...own,
        incidents: [{ at: 60_000, for: 30_000, errorRate: 0.1 }],
      },
      { kind: 'deploy', name: 'three', directory: resolve('three'), incidents: [] },
    ]);
  });

  it('has the requests that are given', () => {
    const traffic = { requestsPerSecond: 3, requests: 'requests.yaml' };
    const requests = [{ method: 'GET', path: '/', headers: {} }];

    expect(planOf({ traffic }, { to: 'b', requests })).toMatchObject({ requestsPerSecond: 3, requests });
  });
});

describe('the history of a scenario', () => {
  it.each([
    ['as often as its traffic says', { hours: 24 }, 3],
    ['as often as it says itself', { hours: 24, requestsPerSecond: 50 }, 50],
  ])('comes %s', (_, history, requestsPerSecond) => {
    const scenario = { traffic: { requestsPerSecond: 3 }, history };
    expect(planOf(scenario, { to: 'b' }).history).toEqual({ hours: 24, requestsPerSecond });
  });

  it.each([0.5, 337])('is of an hour to 14 days: not of %d hours', (hours) => {
    expect(() => planOf({ traffic: { requestsPerSecond: 3 }, history: { hours } }, { to: 'b' })).toThrow(
      'history.hours: must be 1 to 336',
    );
  });
});

describe('a scenario that cannot be played', () => {
  it.each<{ name: string; scenario: unknown; options?: Omit<PlanOptions, 'scenario'>; says: string }>([
    {
      name: 'is no scenario',
      scenario: { traffic: { requestsPerSecond: -1 } },
      says: 'traffic.requestsPerSecond: must',
    },
    { name: 'has an unknown key', scenario: { sede: 7 }, says: 'sede: ' },
    { name: 'has nothing to deploy', scenario: {}, options: { from: 'a' }, says: 'give `to`' },
    {
      name: 'has steps, and an assembly beside them',
      scenario: { steps: [{ wait: '1m' }] },
      options: { to: 'b', called: 'canary.yaml' },
      says: 'canary.yaml has `steps:`, which say what to deploy: leave out `from` and `to`.',
    },
    {
      name: 'has steps, and an expectation beside them',
      scenario: { steps: [{ wait: '1m' }], expect: { outcome: 'released' } },
      says: 'the scenario has `steps:`, and `expect:` beside them',
    },
    {
      name: 'has two steps of one name',
      scenario: { steps: [{ deploy: 'a/x' }, { deploy: 'b/x' }] },
      says: 'two steps are called `x`',
    },
    {
      name: 'has a history without any traffic',
      scenario: { history: { hours: 24 } },
      options: { to: 'b' },
      says: 'the scenario has `history:`, and no traffic: say `requestsPerSecond` there, or in `traffic`.',
    },
    {
      name: 'says of retries of real calls what only the model can do',
      scenario: {
        traffic: { requestsPerSecond: 1, requests: 'requests.yaml' },
        versions: { blue: { retries: { perFailure: 3, failsAgain: 0.5 } } },
      },
      options: { to: 'b', requests: [{ method: 'GET', path: '/', headers: {} }] },
      says: 'the scenario has `versions.blue.retries.failsAgain` beside `traffic.requests`: how a real call goes',
    },
    {
      name: 'says so in a step',
      scenario: {
        traffic: { requestsPerSecond: 1, requests: 'requests.yaml' },
        steps: [
          { wait: '1m' },
          { deploy: 'a', versions: { green: { retries: { perFailure: 3, sameVersion: false } } } },
        ],
      },
      options: { requests: [{ method: 'GET', path: '/', headers: {} }] },
      says: 'the scenario has `steps.1.versions.green.retries.sameVersion` beside `traffic.requests`',
    },
    {
      name: 'names requests that are not given',
      scenario: { traffic: { requestsPerSecond: 1, requests: 'requests.yaml' } },
      options: { to: 'b' },
      says: 'requests.yaml: give what is in it as `requests`.',
    },
  ])('$name', ({ scenario, options, says }) => {
    const refused = expect.objectContaining({
      code: 'BAD_SCENARIO',
      message: expect.stringContaining(says) as string,
    }) as Error;
    expect(() => planOf(scenario, options)).toThrow(refused);
  });

  it.each([
    { given: PROGRAM, known: 'There are: gates report.' },
    { given: undefined, known: 'There is none at all.' },
  ])('runs a command that is not there. $known', ({ given, known }) => {
    const scenario = { steps: [{ run: 'preflight' }] };
    expect(() => planOf(scenario, given && { program: given })).toThrow(known);
  });
});

describe('a rehearsal in a program', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-plan-'));
    writeReleasedFunction(join(directory, 'old.out'), 'One');
    writeReleasedFunction(join(directory, 'new.out'), 'Two', { silentHook: true });
  });

  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('is one of a plan of steps', async () => {
    const { releases } = await rehearse(
      planOf({ steps: [{ deploy: 'old.out' }, { wait: '1m' }] }, { folder: directory }),
    );

    expect(releases.map(({ step, outcome }) => [step, outcome])).toEqual([['old.out', 'first-deploy']]);
  });

  it('goes as the guide shows it', async () => {
    const shown = fencesOf('docs/guides/rehearsing.md').filter(({ text }) => text.includes("from 'sluice/rehearsal'"));
    expect(shown).toHaveLength(1);
    const text = shown
      .map((fence) => fence.text)
      .join()
      .replaceAll(/'(\w+\.out)'/g, (_, name: string) => JSON.stringify(join(directory, name)));
    const script = ts.transpile(text, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 });
    const play = compileFunction(`${script}; return outcomes();`, ['require', 'exports']) as (
      load: (name: string) => unknown,
      exports: object,
    ) => Promise<unknown>;

    expect(await play((name) => (name === 'sluice/rehearsal' ? face : undefined), {})).toEqual([
      ...['first-deploy', 'blocked'],
    ]);
  });
});
