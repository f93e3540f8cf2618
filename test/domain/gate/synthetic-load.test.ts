import type { Answer, CallVersion } from '../../../lib/domain/gate/call';
import type { SyntheticLoadDefinition } from '../../../lib/domain/gate/gate-definition';
import { runSyntheticLoadGate } from '../../../lib/domain/gate/synthetic-load';
import { answered, greenOnly } from './scripted-green';

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
  let at = 0;
  let open = 0;
  const seen = { calls: 0, most: 0, events: [] as unknown[] };
  const call: CallVersion = async (event) => {
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
    expect(verdict).toMatchObject({ outcome: 'pass', evidence: { sampleSize: 20, figures: { calls: 20, errors: 0 } } });
    expect(ports.seen).toMatchObject({ calls: 20, most: 3 });
    expect(ports.seen.events[0]).toMatchObject({ rawPath: '/titles', headers: { 'x-sluice-gate': 'load' } });
  });

  it.each<[string, Answer]>([
    ['a status of 500', answered({ statusCode: 500 })],
    ['no status as a number', answered({ statusCode: 'ok' })],
    ['an error', { kind: 'function-error', message: 'no table', latencyMs: 1 }],
    ['nobody reached', { kind: 'unreachable', message: 'AccessDenied', latencyMs: 1 }],
  ])('counts as an error: %s; and stops once there are too many', async (_, bad) => {
    const ports = green((number) => (number % 2 === 0 ? bad : answered({ statusCode: 200 })));
    const verdict = await runSyntheticLoadGate({ ...gate, concurrency: 1 }, ports);
    expect(verdict).toMatchObject({ outcome: 'fail', reasons: [{ code: 'too-many-errors' }, {}, {}] });
    expect(ports.seen.calls).toBe(4);
  });

  it('is inconclusive where its time was up first, and calls no more', async () => {
    const ports = green(() => answered({ statusCode: 200 }, 10_000));
    const verdict = await runSyntheticLoadGate(gate, ports);
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reasons: [{ code: 'not-enough-data' }] });
    expect(ports.seen.calls).toBeLessThan(10);
  });

  it('does not count a call that it had no more time for', async () => {
    const ports = green(() => ({ kind: 'timeout', latencyMs: 60_000 }));
    expect(await runSyntheticLoadGate({ ...gate, concurrency: 1 }, ports)).toMatchObject({
      ...{ outcome: 'inconclusive', evidence: { sampleSize: 0 } },
    });
  });

  it('holds the conversations of a suite in turn, each turn a call', async () => {
    const ports = green(() => answered({ ok: true }));
    const verdict = await runSyntheticLoadGate({ ...ofSuite, requests: 6, concurrency: 1 }, ports);
    expect(verdict).toMatchObject({ outcome: 'pass', evidence: { sampleSize: 6 } });
    expect(ports.seen.events).toEqual(['a1', 'a2', 'b1', 'a1', 'a2', 'b1']);
  });

  it('takes an expectation that is not met for an error', async () => {
    const ports = green((_, event) => answered({ ok: event !== 'b1' }));
    const verdict = await runSyntheticLoadGate(ofSuite, ports);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reasons.at(-1)?.message).toBe('Conversation b, turn 1: ok was false, expected to equal true.');
  });
});
