import type { Answer, CallVersion } from '../../../../lib/domain/gate/call';
import type { SyntheticLoadDefinition } from '../../../../lib/domain/gates/synthetic-load/synthetic-load-definition';
import { runSyntheticLoadGate } from '../../../../lib/domain/gates/synthetic-load/run-synthetic-load';
import { answered, greenOnly } from '../../gate/scripted-green';

const gate: SyntheticLoadDefinition = {
  ...{ name: 'load', phase: 'before-traffic', kind: 'synthetic-load', requests: 20, concurrency: 3 },
  ...{ withinSeconds: 60, maxErrorRatePercent: 5, load: { kind: 'request', request: { path: '/titles' } } },
};
const ofSuite: SyntheticLoadDefinition = {
  ...gate,
  load: {
    kind: 'suite',
    suite: {
      ...{ effects: 'none', carry: {}, timeoutSeconds: 5 },
      conversations: [
        { key: 'a', turns: [1, 2].map((n) => ({ event: `a${n}`, expect: { ok: { equals: true } } })) },
        { key: 'b', turns: [{ event: 'b1', expect: { ok: { equals: true } } }] },
      ],
    },
  },
};

/** A green version that answers each call by its number, from 1, and counts how many it had at a time. */
function green(answer: (number: number, event: unknown) => Answer) {
  let at = 1_000_000;
  let open = 0;
  const seen = { calls: 0, most: 0, events: [] as unknown[], asked: [] as unknown[] };
  const call: CallVersion = async (event, asked) => {
    seen.asked.push(asked);
    seen.most = Math.max(seen.most, ++open);
    seen.events.push(event);
    const said = answer(++seen.calls, event);
    await Promise.resolve();
    at += said.latencyMs;
    open--;
    return said;
  };
  return { ...greenOnly({ call, now: () => at }), seen };
}

describe('a synthetic load', () => {
  it('makes just as many calls as it says, so many at a time, and passes', async () => {
    const ports = green(() => answered({ statusCode: 404 }));
    const verdict = await runSyntheticLoadGate(gate, ports);
    expect(verdict).toMatchObject({
      outcome: 'pass',
      evidence: {
        ...{ source: 'synthetic calls of the green version', sampleSize: 20, windowMs: 200 },
        figures: { calls: 20, errors: 0 },
      },
    });
    expect(ports.seen).toMatchObject({ calls: 20, most: 3 });
    expect(ports.seen.events[0]).toMatchObject({ rawPath: '/titles', headers: { 'x-sluice-gate': 'load' } });
    expect(ports.seen.asked[0]).toEqual({ gate: 'load', timeoutMs: 60_000 });
    expect(ports.seen.asked.at(-1)).toEqual({ gate: 'load', timeoutMs: 60_000 - 180 });
  });

  it.each<[string, Answer, string, string]>([
    ['a status of 500', answered({ statusCode: 500 }), 'server-error', 'A call was answered with the status 500.'],
    [
      'no status as a number',
      answered({ statusCode: '200' }),
      'server-error',
      'A call was answered with the status "200".',
    ],
    [
      'an error',
      { kind: 'function-error', message: 'no table', latencyMs: 1 },
      'function-error',
      'A call had no answer: the function failed: no table.',
    ],
    [
      'nobody reached',
      { kind: 'unreachable', message: 'AccessDenied', latencyMs: 1 },
      'unreachable',
      'A call had no answer: the function was not reached: AccessDenied.',
    ],
  ])('counts as an error: %s; and stops once there are too many', async (_, bad, code, message) => {
    const ports = green((number) => (number % 2 === 0 ? bad : answered({ statusCode: 200 })));
    const verdict = await runSyntheticLoadGate({ ...gate, concurrency: 1 }, ports);
    const problem = { code, message, asked: 'GET /titles' };
    expect(verdict).toMatchObject({ outcome: 'fail', reasons: [{ code: 'too-many-errors' }, problem, problem] });
    expect(ports.seen.calls).toBe(4);
  });

  it('is inconclusive where its time was up first, and calls no more', async () => {
    const ports = green(() => answered({ statusCode: 200 }, 10_000));
    const verdict = await runSyntheticLoadGate({ ...gate, concurrency: 1 }, ports);
    expect(verdict).toMatchObject({
      ...{ outcome: 'inconclusive', reasons: [{ code: 'not-enough-data' }], evidence: { sampleSize: 6 } },
    });
    expect(ports.seen.calls).toBe(6);
  });

  it('does not count a call that it had no more time for', async () => {
    const ports = green(() => ({ kind: 'timeout', latencyMs: 59_000 }));
    expect(await runSyntheticLoadGate({ ...gate, concurrency: 1 }, ports)).toMatchObject({
      ...{ outcome: 'inconclusive', evidence: { sampleSize: 0 } },
    });
    expect(ports.seen.calls).toBe(1);
  });

  it('holds the conversations of a suite in turn, each turn a call', async () => {
    const ports = green(() => answered({ ok: true }));
    const verdict = await runSyntheticLoadGate({ ...ofSuite, requests: 6, concurrency: 1 }, ports);
    expect(verdict).toMatchObject({ outcome: 'pass', evidence: { sampleSize: 6, windowMs: 60 } });
    expect(ports.seen.events).toEqual(['a1', 'a2', 'b1', 'a1', 'a2', 'b1']);
  });

  it('fails by a setup that does not hold, and makes no call besides', async () => {
    const setup = [{ event: 'setup', expect: { ok: { equals: true } } }];
    const conversations = [{ key: 'a', turns: [{ event: 'a1', expect: { ok: { equals: true } } }] }];
    const suite = { effects: 'none' as const, carry: {}, timeoutSeconds: 5, setup, conversations };
    const ports = green(() => answered({ ok: false }));
    expect(await runSyntheticLoadGate({ ...gate, load: { kind: 'suite', suite } }, ports)).toMatchObject({
      outcome: 'fail',
      reasons: [
        { code: 'expectation-not-met', message: 'Setup, turn 1: ok was false, expected to equal true.' },
        { code: 'not-enough-data' },
      ],
      evidence: { sampleSize: 0, figures: { calls: 0, errors: 0 } },
    });
    expect(ports.seen.events).toEqual(['setup']);
  });

  it('breaks on a suite that has nothing to call', async () => {
    const suite = { effects: 'none' as const, carry: {}, timeoutSeconds: 5, conversations: [] };
    const asked = runSyntheticLoadGate(
      { ...gate, load: { kind: 'suite', suite } },
      green(() => answered(null)),
    );
    await expect(asked).rejects.toThrow('The suite has no conversation to make calls of.');
  });

  it('takes an expectation that is not met for an error', async () => {
    const ports = green((_, event) => answered({ ok: event !== 'b1' }));
    const verdict = await runSyntheticLoadGate(ofSuite, ports);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reasons.at(-1)?.message).toBe('Conversation b, turn 1: ok was false, expected to equal true.');
  });
});
