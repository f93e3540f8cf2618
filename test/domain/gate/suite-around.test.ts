import * as v from 'valibot';
import type { Answer, CallVersion } from '../../../lib/domain/gate/call';
import type { IntegrationDefinition } from '../../../lib/domain/gates/integration/integration-definition';
import { runIntegrationGate } from '../../../lib/domain/gates/integration/run-integration';
import { suiteSchema } from '../../../lib/domain/suite/suite';
import { answered, greenOnly } from './scripted-green';

const held = { ok: true };
const turn = (event: unknown) => ({ event, expect: held });
const SUITE = {
  effects: 'isolated' as const,
  fixtures: { tenant: 't-1', limit: 3 },
  setup: [{ ...turn({ open: '${fixture.tenant}' }), keep: { cart: 'id' } }],
  teardown: [turn({ close: '${fixture.cart}' }), turn({ leave: '${fixture.tenant}' })],
  conversations: [
    {
      key: 'a',
      tags: ['quick'],
      turns: [turn({ add: '${fixture.cart}', to: 'cart ${fixture.cart}', n: '${fixture.limit}' })],
    },
    { key: 'b', tags: ['slow', 'whole'], turns: [turn('b')] },
    { key: 'c', turns: [turn('c')] },
  ],
};

function gateOf(change: Partial<IntegrationDefinition> = {}, suite: object = {}): IntegrationDefinition {
  const parsed = v.parse(suiteSchema, { ...SUITE, ...suite });
  const common = { name: 'chat', phase: 'before-traffic', kind: 'integration' } as const;
  return { ...common, suite: parsed, concurrency: 1, withinSeconds: 60, ...change };
}

function green(answer: (event: unknown, number: number) => Answer) {
  let at = 0;
  const events: unknown[] = [];
  const timeouts: number[] = [];
  const call: CallVersion = (event, { timeoutMs }) => {
    events.push(event);
    timeouts.push(timeoutMs);
    const said = answer(event, events.length);
    at += said.latencyMs;
    return Promise.resolve(said);
  };
  return { ...greenOnly({ call, now: () => at }), events, timeouts };
}

const good = answered({ ok: true, id: 'c-9' });
const bad = answered({ ok: false });
const isOpen = (event: unknown) => typeof event === 'object' && event !== null && 'open' in event;

describe('the setup and the teardown of a suite', () => {
  it('are taken once, around all conversations, with the fixtures of both sources', async () => {
    const ports = green(() => good);
    const verdict = await runIntegrationGate(gateOf(), ports);
    expect(ports.events).toEqual([
      { open: 't-1' },
      { add: 'c-9', to: 'cart c-9', n: 3 },
      'b',
      'c',
      { close: 'c-9' },
      { leave: 't-1' },
    ]);
    expect(verdict).toMatchObject({ outcome: 'pass', evidence: { sampleSize: 3, figures: { turns: 3 } } });
  });

  it('fail the gate where the setup does not hold, and the teardown runs for what it can name', async () => {
    const ports = green((event) => (isOpen(event) ? bad : good));
    const verdict = await runIntegrationGate(gateOf(), ports);
    expect(ports.events).toEqual([{ open: 't-1' }, { leave: 't-1' }]);
    expect(verdict).toMatchObject({ outcome: 'fail', evidence: { sampleSize: 0 } });
    expect(verdict.reasons.map(({ message }) => message)).toEqual([
      'Setup, turn 1: ok was false, expected to equal true.',
      'Setup, turn 1: there is nothing at id to keep as the fixture cart.',
    ]);
  });

  it('fail the gate where there is no fixture to keep, and repeat neither a fixture nor what may be one', async () => {
    const verdict = await runIntegrationGate(
      gateOf(),
      green(() => answered({ ...held, token: 's3cret' })),
    );
    expect(verdict.reasons).toEqual([
      {
        code: 'fixture-missing',
        message: 'Setup, turn 1: there is nothing at id to keep as the fixture cart.',
        asked: '${fixture.tenant}',
      },
    ]);
  });

  it.each([
    [
      'is expected',
      { equals: '${fixture.token}' },
      answered({ ...held, is: 'other' }),
      'is was "other", expected to equal "${fixture.token}".',
    ],
    [
      'is answered',
      { equals: 'x' },
      answered({ ...held, is: 'my s3cret-1' }),
      'is was "my (fixture token)", expected to equal "x".',
    ],
    [
      'is cut',
      { equals: 'x' },
      answered({ ...held, is: `${'a'.repeat(193)}s3cret-1` }),
      `is was "${'a'.repeat(193)}(fixt…, expected to equal "x".`,
    ],
    [
      'is in an error',
      { equals: 'x' },
      { kind: 'function-error', message: 'no session s3cret-1', latencyMs: 1 } as const,
      'no session (fixture token)',
    ],
  ])('give a token that no reason repeats, where it %s', async (_, is, answer, says) => {
    const setup = [{ ...turn({ open: 1 }), keep: { token: 'token' } }];
    const conversations = [{ key: 'a', turns: [{ event: 'a', expect: { is } }] }];
    const ports = green((event) => (event === 'a' ? answer : answered({ ...held, token: 's3cret-1' })));
    const { reasons } = await runIntegrationGate(gateOf({}, { setup, conversations, teardown: undefined }), ports);
    expect(reasons[0]?.message).toContain(says);
    expect(JSON.stringify(reasons)).not.toContain('s3c');
  });

  it('give a token that no reason repeats, where the answer that gives it is not as expected', async () => {
    const setup = [{ event: { open: 1 }, expect: { all: { equals: 'x' } }, keep: { cart: 'all.token' } }];
    const ports = green(() => answered({ all: { token: 's3cret-1' } }));
    const { reasons } = await runIntegrationGate(gateOf({}, { setup }), ports);
    expect(reasons[0]?.message).toBe('Setup, turn 1: all was {"token":"(fixture cart)"}, expected to equal "x".');
  });

  it('are both taken where conversations fail, and every turn of the teardown is', async () => {
    const ports = green((event) => (isOpen(event) ? good : bad));
    const verdict = await runIntegrationGate(gateOf(), ports);
    expect(ports.events.slice(-2)).toEqual([{ close: 'c-9' }, { leave: 't-1' }]);
    expect(verdict.reasons.map(({ message }) => message.split(':')[0])).toEqual([
      'Conversation a, turn 1',
      'Conversation b, turn 1',
      'Conversation c, turn 1',
      'Teardown 1, turn 1',
      'Teardown 2, turn 1',
    ]);
  });

  it('fail the gate by the teardown alone', async () => {
    const ports = green((_, number) => (number > 4 ? bad : good));
    const verdict = await runIntegrationGate(gateOf(), ports);
    expect(verdict).toMatchObject({
      outcome: 'fail',
      evidence: { sampleSize: 3, figures: { failedConversations: 0 } },
    });
  });

  it('fail the gate where the time is up before the setup is done', async () => {
    const ports = green((event) => (isOpen(event) ? { kind: 'timeout', latencyMs: 3000 } : good));
    const verdict = await runIntegrationGate(gateOf({ withinSeconds: 3 }), ports);
    expect(verdict).toMatchObject({ outcome: 'fail', evidence: { sampleSize: 0 } });
    expect(verdict.reasons).toEqual([
      { code: 'too-slow', message: 'Setup: the time was up before it came to its end.' },
    ]);
  });

  it('give fixtures that no answer repeats to a person', async () => {
    const told = (event: unknown) =>
      isOpen(event) ? answered({ ok: true, id: 's3cret-9' }) : answered('No s3cret-9.');
    const { reasons } = await runIntegrationGate(gateOf({ tags: ['quick'] }), green(told));
    expect(reasons[0]).toMatchObject({ answered: 'No (fixture cart).' });
  });

  it('tidy up what needs no fixture, and nothing that lacks one of those it needs', async () => {
    const ports = green((event) => (isOpen(event) ? bad : good));
    const teardown = [turn({ close: '${fixture.cart} of ${fixture.tenant}' }), turn({ rest: true })];
    await runIntegrationGate(gateOf({}, { teardown }), ports);
    expect(ports.events).toEqual([{ open: 't-1' }, { rest: true }]);
  });

  it('leave the teardown its own time where all other time is used up', async () => {
    const ports = green((event) => (event === 'b' ? { kind: 'timeout', latencyMs: 999_000 } : good));
    const gate = gateOf({}, { conversations: [{ key: 'b', turns: [{ ...turn('b'), timeoutSeconds: 300 }] }] });
    const verdict = await runIntegrationGate(gate, ports);
    expect(verdict.outcome).toBe('fail');
    expect(ports.events.slice(-2)).toEqual([{ close: 'c-9' }, { leave: 't-1' }]);
    expect(ports.timeouts.slice(-2)).toEqual([5000, 5000]);
  });

  it('take the teardown even where a conversation breaks the gate', async () => {
    const ports = green((event) => {
      if (event === 'b') throw new Error('no socket');
      return good;
    });
    await expect(runIntegrationGate(gateOf(), ports)).rejects.toThrow('no socket');
    expect(ports.events.slice(-2)).toEqual([{ close: 'c-9' }, { leave: 't-1' }]);
  });
});

describe('the tags of conversations', () => {
  const plain = { setup: undefined, teardown: undefined, conversations: SUITE.conversations.slice(1) };

  it.each([
    [undefined, ['b', 'c']],
    [['whole'], ['b']],
    [['quick', 'slow'], ['b']],
  ])('choose those that a gate holds: %j', async (tags, events) => {
    const ports = green(() => good);
    await runIntegrationGate(gateOf(tags ? { tags } : {}, plain), ports);
    expect(ports.events).toEqual(events);
  });

  it('that nobody has leave nothing to rest a pass on', async () => {
    const verdict = await runIntegrationGate(
      gateOf({ tags: ['none'] }, plain),
      green(() => good),
    );
    expect(verdict.evidence.sampleSize).toBe(0);
  });
});

describe('a conversation that is held again', () => {
  const plain = { setup: undefined, teardown: undefined, conversations: [{ key: 'a', turns: [turn('a')] }] };

  it('passes as flaky, with why it did not hold before', async () => {
    const ports = green((_, number) => (number === 1 ? bad : good));
    const verdict = await runIntegrationGate(gateOf({ retries: 2 }, plain), ports);
    expect(verdict).toMatchObject({
      outcome: 'pass',
      evidence: { figures: { turns: 2, failedConversations: 0, flaky: 1 } },
    });
    expect(verdict.reasons).toEqual([
      { code: 'conversations-held', message: 'The conversation held.' },
      { code: 'flaky', message: 'Conversation a is flaky: it held only at attempt 2.' },
      {
        code: 'expectation-not-met',
        message: 'Conversation a, attempt 1, turn 1: ok was false, expected to equal true.',
        ...{ asked: 'a', answered: '{"ok":false}' },
      },
    ]);
  });

  it('fails where it never holds, with the reasons of every attempt', async () => {
    const verdict = await runIntegrationGate(
      gateOf({ retries: 1 }, plain),
      green(() => bad),
    );
    expect(verdict).toMatchObject({ outcome: 'fail', evidence: { figures: { failedConversations: 1, flaky: 0 } } });
    expect(verdict.reasons.map(({ message }) => message.split(':')[0])).toEqual([
      'Conversation a, attempt 1, turn 1',
      'Conversation a, attempt 2, turn 1',
    ]);
  });

  it('fails where it failed and there was no time to hold it again', async () => {
    const slow = { ...bad, latencyMs: 59_999.5 } as Answer;
    const ports = green((_, number) => (number === 1 ? slow : { kind: 'timeout', latencyMs: 1 }));
    const verdict = await runIntegrationGate(gateOf({ retries: 1 }, plain), ports);
    expect(verdict).toMatchObject({ outcome: 'fail', evidence: { figures: { failedConversations: 1 } } });
  });
});
