import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, Probe, ReleasePlatform, Suite, TrafficPlan } from 'sluice';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { nodeFunction } from './node-function';
import { reportOf, runSluice } from './run-sluice';

const SUITE = {
  effects: 'none',
  request: { path: '/orders' },
  fixtures: { channel: 'web' },
  setup: [{ request: { path: '/session' }, expect: { status: 200 }, keep: { session: 'body.id' } }],
  teardown: [{ request: { path: '/session/${fixture.session}' }, expect: { status: 200 } }],
  conversations: [
    {
      key: 'lists-orders',
      tags: ['quick'],
      turns: [
        {
          request: { query: { session: '${fixture.session}', channel: '${fixture.channel}' } },
          expect: { status: 200, 'body.session': '${fixture.session}' },
        },
      ],
    },
    { key: 'is-left-out', turns: [{ request: {}, expect: { status: 418 } }] },
  ],
};

/** A service whose versions differ by what is said of them here. */
interface Version {
  /** Of an order's total. */
  readonly total?: string;
  readonly database?: string;
  readonly failsEvery?: number;
  readonly firstAnswerIsWrong?: boolean;
}

function service({ total = '12', database = 'up', failsEvery = 0, firstAnswerIsWrong = false }: Version): string {
  return `
let calls = 0;
let listed = 0;
exports.handler = async (event) => {
  const answer = (body, statusCode = 200) => ({ statusCode, body: JSON.stringify(body) });
  const path = event.rawPath;
  if (path === '/health') return answer({ database: '${database}' });
  if (path.startsWith('/session')) return answer({ id: 's-1' });
  if (path === '/load') return answer({}, ${failsEvery} && ++calls % ${failsEvery} === 0 ? 500 : 200);
  const { session } = event.queryStringParameters ?? {};
  if (${firstAnswerIsWrong} && listed++ === 0) return answer({ session: 'nobody', total: 12 });
  return answer({ session, total: ${total} });
};`;
}

/** The squad's own gate: what it says depends on green's number, and so on the release. */
const OWN_GATE = `
let asked = 0;
exports.handler = async ({ schema, gate, phase, release }) => {
  const ownRelease = schema === 1 && phase === 'before-traffic' && release.blue !== release.green;
  const outcome = !ownRelease ? 'fail' : gate === 'knows-later' ? (++asked % 3 ? 'inconclusive' : 'pass') : gate === 'never-knows' ? 'inconclusive' : 'pass';
  const evidence = { source: 'the squad', sampleSize: gate === 'empty' ? 0 : 4, windowMs: 1, figures: {} };
  return { outcome, reasons: [{ code: 'own', message: gate + ' says ' + outcome + '.' }], evidence };
};`;

type Gates = (own: lambda.IFunction, suite: Suite) => Gate[];

interface Step {
  readonly name: string;
  readonly version: Version;
  readonly gates: Gates;
  readonly outcome: 'released' | 'blocked';
  readonly by?: string;
}

const contract: Gates = (_, suite) => [Gate.contract({ suite })];
const load: Gates = () => [
  Gate.syntheticLoad({ request: { path: '/load' }, requests: 100, maxLatency: Duration.seconds(2) }),
];
const health: Gates = () => [
  Gate.health({ maxLatency: Duration.seconds(2), probe: Probe.http({ expect: { 'body.database': 'up' } }) }),
];
const integration: Gates = (_, suite) => [Gate.integration({ suite, tags: ['quick'], retries: 1 })];

const STEPS: readonly Step[] = [
  {
    name: 'all gates are content',
    version: {},
    gates: (own, suite) => [
      ...[health, integration, load, contract].flatMap((gates) => gates(own, suite)),
      Gate.fromFunction(own, { name: 'own' }),
      Gate.fromFunction(own, {
        name: 'knows-later',
        retryInconclusive: { attempts: 2, every: Duration.minutes(10) },
      }),
      Gate.fromFunction(own, { name: 'never-knows', onInconclusive: 'proceed' }),
      Gate.health({ name: 'strict', mode: 'shadow', probe: Probe.http({ expect: { 'body.queue': 'empty' } }) }),
    ],
    outcome: 'released',
  },
  { name: 'a flaky version', version: { firstAnswerIsWrong: true }, gates: integration, outcome: 'released' },
  { name: 'a sick version', version: { database: 'down' }, gates: health, outcome: 'blocked', by: 'health' },
  {
    name: 'a version that fails under load',
    version: { failsEvery: 20 },
    gates: load,
    outcome: 'blocked',
    by: 'synthetic-load',
  },
  {
    name: 'a version that breaks its contract',
    version: { total: '"12"' },
    gates: contract,
    outcome: 'blocked',
    by: 'contract',
  },
  {
    name: 'a version that its own gates do not pass',
    version: {},
    gates: (own) => [Gate.fromFunction(own, { name: 'empty' }), Gate.fromFunction(own, { name: 'never-knows' })],
    outcome: 'blocked',
    by: 'empty',
  },
];

function synthesize(directory: string, index: number, { version, gates }: Pick<Step, 'version' | 'gates'>): string {
  const outdir = join(directory, `step-${index}`);
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  const stack = new Stack(app, 'Service');
  const fn = (id: string, code: string) => nodeFunction(stack, id, code, { directory });
  new GatedRelease(stack, 'Release', {
    function: fn('Fn', `${service(version)} // ${index}`),
    platform,
    traffic: TrafficPlan.allAtOnce(),
    gates: gates(fn('Own', OWN_GATE), Suite.fromFile(join(directory, 'suite.yaml'))),
  });
  app.synth();
  return outdir;
}

let directory: string;
let report: Report;
let status: number | null;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-gates-'));
  writeFileSync(join(directory, 'suite.yaml'), JSON.stringify(SUITE));
  const first = synthesize(directory, 0, { version: {}, gates: health });
  const steps = STEPS.map(({ name, outcome, by, ...step }, index) => ({
    name,
    deploy: synthesize(directory, index + 1, step),
    expect: { outcome, ...(by === undefined ? {} : { by }) },
  }));
  const scenario = { steps: [{ name: 'first', deploy: first }, ...steps] };
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  const run = runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']);
  status = run.status;
  report = reportOf(run);
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function step(name: string): ReportedRelease {
  const found = report.releases.find((one) => one.step === name);
  if (!found) throw new Error(`The report has no step called ${name}.`);
  return found;
}

const gate = (release: ReportedRelease, name: string) => release.gates.find((one) => one.name === name)!;

it('every release ends as it is expected to', () => {
  expect(report.releases.slice(1).map(({ step: name, expectation }) => [name, expectation?.differences])).toEqual(
    STEPS.map(({ name }) => [name, []]),
  );
  expect(status).toBe(0);
});

describe('a release that all gates are content with', () => {
  it('has the evidence of each', () => {
    const { gates } = step('all gates are content');
    expect(gates.map(({ name, verdict, effect, evidence }) => [name, verdict, effect, evidence.sampleSize])).toEqual([
      ['contract', 'pass', 'passed', 2],
      ['health', 'pass', 'passed', 3],
      ['integration', 'pass', 'passed', 1],
      ['knows-later', 'pass', 'passed', 4],
      ['never-knows', 'inconclusive', 'proceeded', 4],
      ['own', 'pass', 'passed', 4],
      ['strict', 'fail', 'shadow', 1],
      ['synthetic-load', 'pass', 'passed', 100],
    ]);
  });

  it('had waited for the gate that did not know, in virtual time', () => {
    const { gates, deployment } = step('all gates are content');
    expect(gates.find(({ name }) => name === 'knows-later')?.attempts).toBe(3);
    expect(Date.parse(deployment?.endedAt ?? '') - Date.parse(deployment?.startedAt ?? '')).toBeGreaterThan(
      20 * 60_000,
    );
  });

  it('says in its message what did not count', () => {
    const [message] = step('all gates are content').messages;
    expect(message?.text).toContain(
      'Gate never-knows was inconclusive and let it proceed: never-knows says inconclusive.',
    );
    expect(message?.text).toContain('Shadow gate strict said fail: Probe 1 of 3 answered body.queue nothing');
  });
});

it('a flaky conversation passes, and is never hidden', () => {
  const { reasons, evidence } = gate(step('a flaky version'), 'integration');
  expect(evidence.figures.flaky).toBe(1);
  expect(reasons.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'conversations-held: The conversation held.',
    'flaky: Conversation lists-orders is flaky: it held only at attempt 2.',
    'expectation-not-met: Conversation lists-orders, attempt 1, turn 1: body.session was "nobody", expected to equal "${fixture.session}".',
  ]);
});

describe('a release is blocked before any traffic', () => {
  it.each([
    ['a sick version', 'health', 'answered body.database "down", expected to equal "up"'],
    ['a version that fails under load', 'synthetic-load', 'calls failed; of 100 at most 1 % may be.'],
    ['a version that breaks its contract', 'contract', 'body.total was number, is string.'],
    ['a version that its own gates do not pass', 'empty', 'Gate empty passed without evidence.'],
    ['a version that its own gates do not pass', 'never-knows', 'never-knows says inconclusive.'],
  ])('%s, by %s', (name, by, says) => {
    const release = step(name);
    expect(gate(release, by)).toMatchObject({ effect: 'refused' });
    expect(
      gate(release, by)
        .reasons.map(({ message }) => message)
        .join('\n'),
    ).toContain(says);
    expect(release.traffic.filter(({ weight }) => weight > 0)).toEqual([]);
    expect(release.messages[0]?.text).toContain(says);
  });
});
