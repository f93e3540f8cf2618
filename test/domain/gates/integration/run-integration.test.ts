import fc from 'fast-check';
import * as v from 'valibot';
import type { Answer, CallVersion } from '../../../../lib/domain/gate/call';
import type { IntegrationDefinition } from '../../../../lib/domain/gates/integration/integration-definition';
import { runIntegrationGate } from '../../../../lib/domain/gates/integration/run-integration';
import { suiteSchema } from '../../../../lib/domain/suite/suite';
import { answered, scriptedGreen } from '../../gate/scripted-green';

function gateOf(suite: v.InferInput<typeof suiteSchema>, concurrency = 1, withinSeconds = 600): IntegrationDefinition {
  const parsed = v.parse(suiteSchema, suite);
  return { name: 'chat', phase: 'before-traffic', kind: 'integration', suite: parsed, concurrency, withinSeconds };
}

const turn = (event: unknown, expect: Record<string, unknown> = { reply: 'ok' }) => ({ event, expect });

describe('an integration gate', () => {
  it('passes when every conversation holds, and says what it measured', async () => {
    const gate = gateOf({
      effects: 'none',
      conversations: [
        { key: 'a', turns: [turn('a1'), turn('a2')] },
        { key: 'b', turns: [turn('b1')] },
      ],
    });
    const green = scriptedGreen(
      answered({ reply: 'ok' }, 10),
      answered({ reply: 'ok' }, 30),
      answered({ reply: 'ok' }, 20),
    );
    expect(await runIntegrationGate(gate, green)).toEqual({
      outcome: 'pass',
      reasons: [{ code: 'conversations-held', message: 'All 2 conversations held.' }],
      evidence: {
        source: 'conversations with the green version',
        sampleSize: 2,
        windowMs: 60,
        figures: { turns: 3, failedConversations: 0, slowestMs: 30 },
      },
    });
  });

  it('takes conversations in the order of their keys and turns in their own', async () => {
    const gate = gateOf({
      effects: 'none',
      conversations: [
        { key: 'b', turns: [turn('b1'), turn('b2')] },
        { key: 'a', turns: [turn('a1')] },
        { key: 'a-1', turns: [turn('a-1')] },
      ],
    });
    const ok = answered({ reply: 'ok' });
    const green = scriptedGreen(ok, ok, ok, ok);
    await runIntegrationGate(gate, green);
    expect(green.asked.map(({ event }) => event)).toEqual(['a1', 'a-1', 'b1', 'b2']);
  });

  it('ends a conversation at its first turn that does not hold, and goes on with the others', async () => {
    const gate = gateOf({
      effects: 'none',
      conversations: [
        { key: 'a', turns: [turn('a1'), turn('a2'), turn('a3')] },
        { key: 'b', turns: [turn('b1')] },
      ],
    });
    const green = scriptedGreen(answered({ reply: 'ok' }), answered({ reply: 'no' }), answered({ reply: 'ok' }));
    const verdict = await runIntegrationGate(gate, green);
    expect(green.asked.map(({ event }) => event)).toEqual(['a1', 'a2', 'b1']);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reasons).toEqual([
      {
        code: 'expectation-not-met',
        message: 'Conversation a, turn 2: reply was "no", expected to equal "ok".',
        ...{ asked: 'a2', answered: 'no' },
      },
    ]);
    expect(verdict.evidence.figures).toEqual({ turns: 3, failedConversations: 1, slowestMs: 10 });
  });

  it('says of every conversation that failed, in the order of their keys, all that was not met', async () => {
    const gate = gateOf({
      effects: 'none',
      conversations: [
        { key: 'c', turns: [turn('c1', { reply: { contains: 'Ada' }, titles: { exists: true }, status: 200 })] },
        { key: 'b', turns: [turn('b1')] },
        { key: 'a', turns: [turn('a1', { 'titles.0.volumes': { atLeast: 3, atMost: 2 } })] },
      ],
    });
    const green = scriptedGreen(
      answered({ titles: [{ volumes: 2.5 }] }),
      answered({ reply: 'ok' }),
      answered({ reply: 'Hi', status: 200 }),
    );
    const { reasons } = await runIntegrationGate(gate, green);
    expect(reasons.map(({ message }) => message)).toEqual([
      'Conversation a, turn 1: titles.0.volumes was 2.5, expected to be at least 3.',
      'Conversation a, turn 1: titles.0.volumes was 2.5, expected to be at most 2.',
      'Conversation c, turn 1: reply was "Hi", expected to contain "Ada".',
      'Conversation c, turn 1: titles was nothing, expected to exist.',
    ]);
  });

  it('says first what never held, and then what was flaky, as a long verdict is cut at its end', async () => {
    const conversations = [
      { key: 'flaky', turns: [turn('flaky')] },
      { key: 'wrong', turns: [turn('wrong')] },
    ];
    const green = scriptedGreen(...['no', 'ok', 'no', 'no'].map((reply) => answered({ reply })));
    const { reasons } = await runIntegrationGate({ ...gateOf({ effects: 'none', conversations }), retries: 1 }, green);
    expect(reasons.map(({ message }) => message.split(':')[0])).toEqual([
      'Conversation wrong, attempt 1, turn 1',
      'Conversation wrong, attempt 2, turn 1',
      'Conversation flaky is flaky',
      'Conversation flaky, attempt 1, turn 1',
    ]);
  });

  it.each<[Answer, string, string]>([
    [
      { kind: 'function-error', message: 'Error: no table', latencyMs: 3 },
      'function-error',
      'Conversation a, turn 1: the function failed: Error: no table.',
    ],
    [{ kind: 'timeout', latencyMs: 5000.4 }, 'timeout', 'Conversation a, turn 1: no answer within 5000 ms.'],
    [
      { kind: 'unreachable', message: 'AccessDenied', latencyMs: 3 },
      'unreachable',
      'Conversation a, turn 1: the function was not reached: AccessDenied.',
    ],
  ])('fails on what is no answer: $kind', async (answer, code, message) => {
    const gate = gateOf({ effects: 'none', conversations: [{ key: 'a', turns: [turn('a1'), turn('a2')] }] });
    const verdict = await runIntegrationGate(gate, scriptedGreen(answer));
    expect(verdict).toMatchObject({ outcome: 'fail', reasons: [{ code, message, asked: 'a1' }] });
    expect(verdict.reasons[0]).not.toHaveProperty('answered');
  });

  it.each<[string, object, object, string]>([
    ['its own body, and none of the body of every request', { body: { channel: 'web' } }, { body: { m: 'Hi' } }, 'Hi'],
    ['the body of every request where it has none', { body: { channel: 'web' } }, {}, 'web'],
    ['the method and path where there is no body', {}, {}, 'POST /chat'],
    ['a path of its own', {}, { path: '/health', method: 'GET' }, 'GET /health'],
  ])('says of a turn that does not hold what it asked: %s', async (_, all, own, asked) => {
    const turns = [{ request: own, expect: { status: 200 } }];
    const request = { method: 'POST' as const, path: '/chat', headers: { key: 's3cret' }, ...all };
    const gate = gateOf({ effects: 'none', request, conversations: [{ key: 'a', turns }] });
    const { reasons } = await runIntegrationGate(gate, scriptedGreen(answered({ statusCode: 500, body: 'Oh.' })));
    expect(reasons).toMatchObject([{ asked, answered: 'Oh.' }]);
  });

  it('merges a turn over what every request starts from', async () => {
    const gate = gateOf({
      effects: 'isolated',
      request: { method: 'POST', path: '/chat', headers: { 'x-tenant': 'test' }, body: { channel: 'web' } },
      conversations: [
        {
          key: 'a',
          turns: [{ request: { headers: { 'x-user': 'ada' }, body: { message: 'Hi' } }, expect: { status: 200 } }],
        },
      ],
    });
    const green = scriptedGreen(answered({ statusCode: 200 }));
    await runIntegrationGate(gate, green);
    expect(green.asked[0]?.event).toMatchObject({
      routeKey: 'POST /chat',
      headers: { 'x-tenant': 'test', 'x-user': 'ada', 'x-sluice-gate': 'chat' },
      body: '{"channel":"web","message":"Hi"}',
    });
  });

  it('carries from each answer into the next turn of the same conversation, and no further', async () => {
    const gate = gateOf({
      effects: 'none',
      request: { method: 'POST', path: '/chat' },
      carry: { 'body.context': 'body.context', 'headers.x-session': 'headers.x-session' },
      conversations: ['a', 'b'].map((key) => ({
        key,
        turns: [1, 2, 3].map((n) => ({ request: { body: { message: `${key}${n}` } }, expect: { status: 200 } })),
      })),
    });
    const replies = [1, 2, 3, 4, 5, 6].map((n) =>
      answered({ statusCode: 200, headers: { 'X-Session': `s${n}` }, body: JSON.stringify({ context: { n } }) }),
    );
    const green = scriptedGreen(...replies);
    await runIntegrationGate(gate, green);
    const sent = green.asked.map(({ event }) => event as { headers: Record<string, string>; body: string });
    expect(sent.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { message: 'a1' },
      { message: 'a2', context: { n: 1 } },
      { message: 'a3', context: { n: 2 } },
      { message: 'b1' },
      { message: 'b2', context: { n: 4 } },
      { message: 'b3', context: { n: 5 } },
    ]);
    expect(sent.map(({ headers }) => headers['x-session'])).toEqual([undefined, 's1', 's2', undefined, 's4', 's5']);
  });

  it('carries into an event, and into the items of its lists', async () => {
    const gate = gateOf({
      effects: 'none',
      carry: { token: 'session.token', reply: 'history.0' },
      conversations: [{ key: 'a', turns: [turn({ n: 1 }), turn({ n: 2, history: ['?', 'Hi'] })] }],
    });
    const green = scriptedGreen(answered({ reply: 'ok', token: 't' }), answered({ reply: 'ok' }));
    await runIntegrationGate(gate, green);
    expect(green.asked.map(({ event }) => event)).toEqual([
      { n: 1 },
      { n: 2, session: { token: 't' }, history: ['ok', 'Hi'] },
    ]);
  });

  it('gives a turn its own time, or else the time of the suite', async () => {
    const gate = gateOf({
      effects: 'none',
      timeoutSeconds: 7,
      conversations: [{ key: 'a', turns: [turn('a1'), { ...turn('a2'), timeoutSeconds: 0.5 }] }],
    });
    const green = scriptedGreen(answered({ reply: 'ok' }), answered({ reply: 'ok' }));
    await runIntegrationGate(gate, green);
    expect(green.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([7000, 500]);
  });
});

describe('an integration gate whose time is up', () => {
  const suite = (...turns: readonly number[]): v.InferInput<typeof suiteSchema> => ({
    effects: 'none',
    timeoutSeconds: 30,
    conversations: turns.map((count, index) => ({
      key: `c${index}`,
      turns: Array.from({ length: count }, (_, n) => turn(`c${index}-${n}`)),
    })),
  });
  const ok = (latencyMs: number) => answered({ reply: 'ok' }, latencyMs);

  it('begins no further conversation, and says how many held', async () => {
    const green = scriptedGreen(ok(20_000), ok(20_000), ok(20_000));
    const verdict = await runIntegrationGate(gateOf(suite(1, 1, 1, 1, 1), 1, 60), green);
    expect(green.asked).toHaveLength(3);
    expect(verdict).toMatchObject({
      outcome: 'fail',
      reasons: [
        {
          code: 'too-slow',
          message: '3 of 5 conversations held within 60 s; 2 had no time to come to their end.',
        },
      ],
      evidence: { sampleSize: 3, windowMs: 60_000, figures: { turns: 3, failedConversations: 0 } },
    });
  });

  it('ends the conversation that is going on, however well it goes', async () => {
    const green = scriptedGreen(ok(25_000), ok(25_000), ok(10_000));
    const verdict = await runIntegrationGate(gateOf(suite(9), 1, 60), green);
    expect(green.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([30_000, 30_000, 10_000]);
    expect(verdict.reasons).toEqual([
      { code: 'too-slow', message: '0 of 1 conversation held within 60 s; 1 had no time to come to their end.' },
    ]);
  });

  it('does not blame green for an answer that it had less than its own time to give', async () => {
    const green = scriptedGreen(ok(29_000), ok(29_000), { kind: 'timeout', latencyMs: 2000 });
    const verdict = await runIntegrationGate(gateOf(suite(3), 1, 60), green);
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['too-slow']);
  });

  it('says so first, before what conversations failed by', async () => {
    const green = scriptedGreen(answered({ reply: 'no' }, 30_000), ok(30_000));
    const verdict = await runIntegrationGate(gateOf(suite(1, 1, 1), 1, 60), green);
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['too-slow', 'expectation-not-met']);
    expect(verdict.reasons[0]?.message).toContain('1 of 3 conversations held');
  });

  it('passes where the last answer comes on the last millisecond', async () => {
    const verdict = await runIntegrationGate(gateOf(suite(2), 1, 60), scriptedGreen(ok(30_000), ok(30_000)));
    expect(verdict.outcome).toBe('pass');
  });

  it('passes only if every conversation was held, whatever time each answer takes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 29_999 }), { minLength: 1, maxLength: 8 }), async (took) => {
        const green = scriptedGreen(...took.map(ok));
        const verdict = await runIntegrationGate(gateOf(suite(...took.map(() => 1)), 1, 60), green);
        expect(verdict.outcome === 'pass').toBe(green.asked.length === took.length);
      }),
    );
  });
});

describe('conversations side by side', () => {
  const conversations = fc.array(
    fc.record({ turns: fc.integer({ min: 1, max: 3 }), failsAt: fc.integer({ min: 1, max: 5 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  const width = fc.integer({ min: 1, max: 4 });

  const made = (shape: readonly { turns: number; failsAt: number }[], concurrency: number) =>
    gateOf(
      {
        effects: 'none',
        conversations: shape.map(({ turns, failsAt }, index) => ({
          key: `c${index}`,
          turns: Array.from({ length: turns }, (_, n) => turn({ fails: n + 1 === failsAt })),
        })),
      },
      concurrency,
    );

  const replyTo = (event: unknown) => answered({ reply: (event as { fails: boolean }).fails ? 'no' : 'ok' });

  it('are never more at a time than allowed, and as many as allowed while there are enough', async () => {
    await fc.assert(
      fc.asyncProperty(conversations, width, fc.scheduler(), async (shape, concurrency, scheduler) => {
        let running = 0;
        let most = 0;
        const call: CallVersion = async (event) => {
          most = Math.max(most, ++running);
          await scheduler.schedule(Promise.resolve());
          running--;
          return replyTo(event);
        };
        const verdict = runIntegrationGate(made(shape, concurrency), { call, now: () => 0 });
        await scheduler.waitFor(verdict);
        expect(most).toBe(Math.min(concurrency, shape.length));
      }),
    );
  });

  it('give the same verdict in whatever order the answers come, and however many run at a time', async () => {
    await fc.assert(
      fc.asyncProperty(conversations, width, fc.scheduler(), async (shape, concurrency, scheduler) => {
        const call: CallVersion = async (event) => {
          await scheduler.schedule(Promise.resolve());
          return replyTo(event);
        };
        const inAnyOrder = runIntegrationGate(made(shape, concurrency), { call, now: () => 0 });
        await scheduler.waitFor(inAnyOrder);
        const oneByOne = await runIntegrationGate(made(shape, 1), {
          call: (event) => Promise.resolve(replyTo(event)),
          now: () => 0,
        });
        expect(await inAnyOrder).toEqual(oneByOne);
      }),
    );
  });
});
