import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, ReleasePlatform, Suite, TrafficPlan } from 'sluice';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { nodeFunction } from './node-function';
import { reportOf, runSluice } from './run-sluice';

/** Sixty conversations, none of which holds, in a script of three bytes a character. */
const SUITE = {
  effects: 'none',
  conversations: Array.from({ length: 60 }, (_, index) => ({
    key: `asks-${index}`,
    turns: [{ request: { path: '/chat' }, expect: { 'body.reply': '漢'.repeat(300) } }],
  })),
};

const SERVICE = `exports.handler = async () => ({ statusCode: 200, body: JSON.stringify({ reply: '字'.repeat(300) }) });`;

/** A gate of the squad's own, which passes and says at length where it looked. */
const OWN_GATE = `exports.handler = async () => ({
  outcome: 'pass',
  reasons: [{ code: 'approved', message: 'Approved.' }],
  evidence: { source: 's'.repeat(300000), sampleSize: 1, windowMs: 1, figures: {} },
});`;

const names = ['one', 'two', 'three', 'four', 'five'];

let directory: string;
let report: Report;

function synthesize(name: string, gates: (own: lambda.IFunction, suite: Suite) => Gate[]): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  const stack = new Stack(app, 'Service');
  const fn = (id: string, code: string) => nodeFunction(stack, id, code, { directory });
  new GatedRelease(stack, 'Release', {
    function: fn('Fn', `${SERVICE} // ${name}`),
    platform,
    traffic: TrafficPlan.allAtOnce(),
    gates: gates(fn('Own', OWN_GATE), Suite.fromFile(join(directory, 'suite.yaml'))),
  });
  app.synth();
  return outdir;
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-large-'));
  writeFileSync(join(directory, 'suite.yaml'), JSON.stringify(SUITE));
  const five = (suite: Suite, mode: 'enforce' | 'shadow') =>
    names.map((name) => Gate.integration({ name, suite, mode }));
  const scenario = {
    steps: [
      { name: 'first', deploy: synthesize('first', () => [Gate.health({ name: 'health' })]) },
      { name: 'refused', deploy: synthesize('refused', (_, suite) => five(suite, 'enforce')) },
      {
        name: 'in the shadow',
        deploy: synthesize('shadow', (own, suite) => [
          ...five(suite, 'shadow'),
          Gate.fromFunction(own, { name: 'own' }),
          Gate.fromFunction(own, { name: 'own-shadow', mode: 'shadow' }),
        ]),
      },
    ],
  };
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  report = reportOf(runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function step(name: string): ReportedRelease {
  const found = report.releases.find((one) => one.step === name);
  if (!found) throw new Error(`The report has no step called ${name}.`);
  return found;
}

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

it('five gates that find sixty faults each, in a three-byte script, refuse a release by name with their reasons', () => {
  const { outcome, decidedBy, gates, messages } = step('refused');
  expect([outcome, decidedBy]).toEqual(['blocked', 'one, two, three, four, five']);
  expect(gates.map(({ name, verdict }) => [name, verdict])).toEqual([...names].sort().map((name) => [name, 'fail']));
  for (const { reasons, evidence } of gates) {
    expect(evidence.figures.failedConversations).toBe(60);
    expect(reasons[0]?.message).toMatch(/^Conversation asks-0, turn 1: body.reply was "字+/);
    expect(reasons.at(-1)?.message).toMatch(/^Left out, .* \d+ reasons; their SHA-256 is [0-9a-f]{64}\.$/);
    expect(bytes(reasons)).toBeLessThan((200 * 1024) / 5);
  }
  expect(messages).toHaveLength(1);
  expect(bytes(messages[0]?.text)).toBeLessThan(8000);
});

it('the same five in shadow, and gates of 300 KB that pass, let a release through', () => {
  const { outcome, gates } = step('in the shadow');
  expect(outcome).toBe('released');
  const effects = gates.map(({ name, verdict, effect }) => [name, verdict, effect]);
  expect(effects).toEqual(
    [
      ...names.map((name) => [name, 'fail', 'shadow']),
      ['own', 'pass', 'passed'],
      ['own-shadow', 'pass', 'shadow'],
    ].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  );
  const own = gates.find(({ name }) => name === 'own');
  expect(own?.reasons.map(({ code }) => code)).toEqual(['approved', 'cut-to-size']);
  expect(own?.evidence.source).toMatch(/^s+…$/);
});
