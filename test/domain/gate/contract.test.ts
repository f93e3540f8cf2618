import type { Answer, CallVersion } from '../../../lib/domain/gate/call';
import { runContractGate } from '../../../lib/domain/gate/contract';
import type { ContractDefinition } from '../../../lib/domain/gate/gate-definition';
import { answered } from './scripted-green';

const turn = (event: unknown) => ({ event, expect: { never: { equals: 'asked' } } });
const gate: ContractDefinition = {
  ...{ name: 'contract', phase: 'before-traffic', kind: 'contract', allow: 'additions' },
  ...{ concurrency: 1, withinSeconds: 60 },
  suite: {
    ...{ effects: 'none', carry: { token: 'token' }, timeoutSeconds: 5 },
    conversations: [{ key: 'a', turns: [turn({ n: 1 }), turn({ n: 2 })] }],
  },
};
const http: ContractDefinition = {
  ...gate,
  suite: {
    ...gate.suite,
    conversations: [{ key: 'a', turns: [{ request: {}, expect: { status: { equals: 200 } } }] }],
  },
};

type Script = (event: unknown) => Answer;

function ask(definition: ContractDefinition, blue: Script, green: Script) {
  let at = 0;
  const seen: [string, unknown][] = [];
  const version =
    (name: string, script: Script): CallVersion =>
    (event) => {
      seen.push([name, event]);
      const answer = script(event);
      at += answer.latencyMs;
      return Promise.resolve(answer);
    };
  const ports = { call: version('green', green), callBlue: version('blue', blue), now: () => at };
  return runContractGate(definition, ports).then((verdict) => ({ verdict, seen }));
}

const says = (payload: unknown) => () => answered(payload);

describe('a contract', () => {
  it('is kept where answers differ in values alone; expectations are not asked', async () => {
    const { verdict } = await ask(gate, says({ id: 1, token: 'b' }), says({ id: 2, token: 'g' }));
    expect(verdict).toMatchObject({
      outcome: 'pass',
      reasons: [{ code: 'contract-kept', message: "2 answers of green have the shape of blue's." }],
      evidence: { sampleSize: 2, figures: { compared: 2, notCompared: 0, differences: 0, additions: 0 } },
    });
  });

  it('sends the same to both, and carries the answers of each version to itself', async () => {
    const { seen } = await ask(gate, says({ token: 'b' }), says({ token: 'g' }));
    expect(seen).toEqual([
      ['blue', { n: 1 }],
      ['green', { n: 1 }],
      ['blue', { n: 2, token: 'b' }],
      ['green', { n: 2, token: 'g' }],
    ]);
  });

  it.each([
    ['additions', 'pass', 'contract-kept', "2 answers of green have the shape of blue's; new in them: extra."],
    ['nothing', 'fail', 'contract-added', 'Conversation a, turn 1: extra is new.'],
  ] as const)('lets green have a field more, or not: allow %s', async (allow, outcome, code, message) => {
    const { verdict } = await ask({ ...gate, allow }, says({}), says({ extra: 1 }));
    expect(verdict).toMatchObject({ outcome });
    expect(verdict.reasons[0]).toEqual({ code, message });
  });

  it('is broken by each difference, with its path', async () => {
    const { verdict } = await ask(gate, says({ id: 1, name: 'x' }), says({ id: '1' }));
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reasons.slice(0, 2)).toEqual([
      { code: 'contract-changed', message: 'Conversation a, turn 1: id was number, is string.' },
      { code: 'contract-missing', message: 'Conversation a, turn 1: name is missing.' },
    ]);
  });

  it('compares the status of HTTP answers, and the body, but no headers', async () => {
    const body = JSON.stringify({ ok: true });
    const same = { statusCode: 200, headers: { date: '1' }, body };
    expect((await ask(http, says(same), says({ ...same, headers: {} }))).verdict.outcome).toBe('pass');
    const { verdict } = await ask(http, says(same), says({ statusCode: 201, body: '{"ok":1}' }));
    expect(verdict.reasons.map(({ message }) => message)).toEqual([
      'Conversation a, turn 1: status was 200, is 201.',
      'Conversation a, turn 1: body.ok was boolean, is number.',
    ]);
  });

  const broken: Answer = { kind: 'function-error', message: 'no table', latencyMs: 1 };

  it('is broken where blue answers and green does not', async () => {
    const { verdict } = await ask(gate, says({}), () => broken);
    expect(verdict).toMatchObject({ outcome: 'fail', reasons: [{ code: 'function-error' }] });
  });

  it.each<[string, Script, Script]>([
    ['blue does not answer', () => broken, says({})],
    ['neither does', () => broken, () => broken],
    ['the time is up before green', says({}), () => ({ kind: 'timeout', latencyMs: 4000 })],
  ])('is not known where %s', async (name, blue, green) => {
    const short = name.startsWith('the time') ? { ...gate, withinSeconds: 2 } : gate;
    const { verdict } = await ask(short, blue, green);
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reasons: [{ code: 'not-compared' }] });
  });

  it('is held to the setup of each version: blue’s says nothing of green, green’s does', async () => {
    const setup = [{ event: 'setup', expect: { ok: { equals: true } }, keep: { id: 'id' } }];
    const withSetup = { ...gate, suite: { ...gate.suite, setup } };
    const good = says({ ok: true, id: 1 });
    expect((await ask(withSetup, good, good)).verdict.outcome).toBe('pass');
    expect((await ask(withSetup, says({}), good)).verdict).toMatchObject({
      ...{ outcome: 'inconclusive', evidence: { sampleSize: 0 } },
    });
    expect((await ask(withSetup, good, says({}))).verdict.outcome).toBe('fail');
  });
});
