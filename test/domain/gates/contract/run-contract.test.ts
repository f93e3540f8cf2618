import type { Answer, CallVersion } from '../../../../lib/domain/gate/call';
import { runContractGate } from '../../../../lib/domain/gates/contract/run-contract';
import type { ContractDefinition } from '../../../../lib/domain/gates/contract/contract-definition';
import { answered } from '../../gate/scripted-green';

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
  let at = 1_000_000;
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
      evidence: {
        ...{ source: 'the same requests to blue and green', sampleSize: 2, windowMs: 40 },
        figures: { compared: 2, notCompared: 0, differences: 0, additions: 0 },
      },
    });
  });

  it('is kept by one answer, which is said as one', async () => {
    const { verdict } = await ask(http, says({ statusCode: 200, body: '{}' }), says({ statusCode: 200, body: '{}' }));
    expect(verdict.reasons).toEqual([{ code: 'contract-kept', message: "1 answer of green has the shape of blue's." }]);
  });

  it('takes conversations in the order of their keys', async () => {
    const conversations = ['b', 'c', 'a'].map((key) => ({ key, turns: [turn({ key })] }));
    const { seen } = await ask({ ...gate, suite: { ...gate.suite, conversations } }, says({}), says({}));
    expect(seen.filter(([version]) => version === 'green').map(([, event]) => event)).toEqual([
      { key: 'a' },
      { key: 'b' },
      { key: 'c' },
    ]);
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
    const said = outcome === 'fail' ? { asked: '{"n":1}', answered: '{"extra":1}' } : {};
    expect(verdict.reasons[0]).toEqual({ code, message, ...said });
  });

  it('says of everything that is new in green where it is, once', async () => {
    const { verdict } = await ask(gate, says({}), says({ one: 1, two: 2 }));
    expect(verdict.reasons[0]?.message).toBe("2 answers of green have the shape of blue's; new in them: one, two.");
    expect(verdict.evidence.figures).toMatchObject({ differences: 0, additions: 2 });
  });

  it('is broken by each difference, with its path', async () => {
    const { verdict } = await ask(gate, says({ id: 1, name: 'x' }), says({ id: '1' }));
    expect(verdict.outcome).toBe('fail');
    const said = { asked: '{"n":1}', answered: '1' };
    expect(verdict.reasons.slice(0, 2)).toEqual([
      { code: 'contract-changed', message: 'Conversation a, turn 1: id was number, is string.', ...said },
      { code: 'contract-missing', message: 'Conversation a, turn 1: name is missing.', ...said },
    ]);
    expect(verdict.evidence.figures).toEqual({ compared: 2, notCompared: 0, differences: 4, additions: 0 });
  });

  it('is broken by an answer of another type altogether', async () => {
    const { verdict } = await ask(gate, says({}), says('text'));
    expect(verdict.reasons[0]).toEqual({
      ...{ code: 'contract-changed', message: 'Conversation a, turn 1: the answer was object, is string.' },
      ...{ asked: '{"n":1}', answered: 'text' },
    });
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
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['contract-changed', 'contract-changed']);
    const { verdict: without } = await ask(http, says({ statusCode: 200 }), says(same));
    expect(without.reasons[0]?.message).toBe('Conversation a, turn 1: body was null, is object.');
  });

  const broken: Answer = { kind: 'function-error', message: 'no table', latencyMs: 1 };

  it('is broken where blue answers and green does not', async () => {
    const { verdict } = await ask(gate, says({}), () => broken);
    expect(verdict).toMatchObject({
      outcome: 'fail',
      reasons: [
        {
          code: 'function-error',
          message: 'Conversation a, turn 1: blue answered, green did not: the function failed: no table.',
          asked: '{"n":1}',
        },
      ],
    });
  });

  const tooLate = (): Answer => ({ kind: 'timeout', latencyMs: 4000 });

  it.each<[string, Script, Script, string]>([
    ['blue does not answer', () => broken, says({}), 'blue: the function failed: no table'],
    ['neither does', () => broken, () => broken, 'blue: the function failed: no table'],
    ['the time is up before blue', tooLate, says({}), "blue: the gate's time was up"],
    ['the time is up before green', says({}), tooLate, "green: the gate's time was up"],
  ])('is not known where %s', async (_, blue, green, why) => {
    const { verdict } = await ask({ ...gate, withinSeconds: 2 }, blue, green);
    expect(verdict).toMatchObject({
      outcome: 'inconclusive',
      reasons: [
        {
          code: 'not-compared',
          message: `Conversation a, turn 1: not compared, as there is no answer of ${why}.`,
        },
      ],
    });
  });

  it('is not known where any turn could not be compared, though all others were kept', async () => {
    const blue: Script = (event) => ((event as { n: number }).n === 2 ? broken : answered({}));
    const { verdict } = await ask(gate, blue, says({}));
    expect(verdict).toMatchObject({
      ...{ outcome: 'inconclusive', reasons: [{ code: 'not-compared' }] },
      evidence: { sampleSize: 1, figures: { compared: 1, notCompared: 1 } },
    });
  });

  it('is held to the setup of each version: blue’s says nothing of green, green’s does', async () => {
    const setup = [{ event: 'setup', expect: { ok: { equals: true } }, keep: { id: 'id' } }];
    const withSetup = { ...gate, suite: { ...gate.suite, setup } };
    const good = says({ ok: true, id: 1 });
    expect((await ask(withSetup, good, good)).verdict.outcome).toBe('pass');
    const unmet = [
      'Setup, turn 1: ok was nothing, expected to equal true.',
      'Setup, turn 1: there is nothing at id to keep as the fixture id.',
    ];
    expect((await ask(withSetup, says({}), good)).verdict).toMatchObject({
      ...{ outcome: 'inconclusive', evidence: { sampleSize: 0 } },
      reasons: [
        {
          code: 'not-enough-data',
          message: `There is nothing to compare with, as the setup did not hold with blue. ${unmet.join(' ')}`,
        },
      ],
    });
    expect((await ask(withSetup, good, says({}))).verdict).toMatchObject({
      ...{ outcome: 'fail', reasons: unmet.map((message) => ({ message })) },
      evidence: { sampleSize: 0, figures: { compared: 0, notCompared: 0, differences: 2, additions: 0 } },
    });
  });

  it('gives each version the fixtures of its own setup', async () => {
    const suite = {
      ...gate.suite,
      setup: [{ event: 'setup', expect: { id: { exists: true } }, keep: { id: 'id' } }],
      conversations: [{ key: 'a', turns: [turn({ id: '${fixture.id}' })] }],
    };
    const { seen } = await ask({ ...gate, suite }, says({ id: 'of blue' }), says({ id: 'of green' }));
    expect(seen.slice(-2)).toEqual([
      ['blue', { id: 'of blue' }],
      ['green', { id: 'of green' }],
    ]);
  });
});
