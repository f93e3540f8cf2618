import type { ReleaseObservation } from '../../../lib/rehearsal';
import type { LedgerEntry } from '../../../lib/report/ledger-view';
import { judgeRun } from '../../../bench/soak/judge-run';
import { gateRecord, releaseIn } from '../../domain/release/example-release';

const observed: ReleaseObservation = {
  step: '1',
  startedAt: 1,
  endedAt: 3,
  stackName: 'Chat',
  functionName: 'chat',
  aliasName: 'live',
  outcome: 'released',
  deployment: {
    ...{ id: 'd-1', blue: '7', green: '8', configuration: 'c', status: 'Succeeded', startedAt: 1, endedAt: 2 },
    ...{ application: 'App', stoppedBy: [] },
  },
  timeline: [],
  traffic: [
    { at: 1, weight: 0.5 },
    { at: 2, weight: 1 },
  ],
  serving: [{ version: '8', share: 1 }],
  requests: { blue: { total: 0, errors: 0 }, green: { total: 0, errors: 0 } },
  moments: {},
  messages: [{ at: 3, topicArn: 'arn', text: 'Released.\nDeployment: d-1' }],
  outsideCalls: [],
  deniedCalls: [],
  faults: [],
};
const released = releaseIn({ state: 'released', endedAt: 3, messageSentAt: 4 });
const gates = [
  gateRecord('health', 'before-traffic', 'pass'),
  gateRecord('health-at-100-percent', 'after-traffic', 'pass'),
];
const entry: LedgerEntry = { release: released, gates, foreseen: [] };

const brokenBy = (
  seen: Partial<ReleaseObservation>,
  entries: readonly LedgerEntry[] = [entry],
  change: Parameters<typeof judgeRun>[0] = 'good',
) => judgeRun(change, { ...observed, ...seen }, entries, 1).broken;

const [message] = observed.messages;
const blocked = { outcome: 'blocked', traffic: [] } as const;
const blockedEntry = { release: { ...released, state: 'blocked' as const }, gates: [], foreseen: [] };

describe('a run of the soak', () => {
  it('in which all that must hold does has nothing broken', () => {
    expect(brokenBy({})).toEqual({});
    expect(brokenBy(blocked, [blockedEntry], 'bad before traffic')).toEqual({});
  });

  it.each([
    ['has no release in the ledger', {}, [], 'recorded'],
    ['has it twice', {}, [entry, entry], 'recorded'],
    ['has it as something else', {}, [blockedEntry], 'recorded'],
    ['has it under way', {}, [{ ...entry, release: releaseIn({ state: 'verifying' }) }], 'recorded'],
    ['does not know of its message', {}, [{ ...entry, release: releaseIn({ state: 'released' }) }], 'recorded'],
    ['has no deployment', { deployment: undefined }, [entry], 'answered'],
    ['moved traffic without a pass', {}, [{ ...entry, gates: [gates[1]!] }], 'gated'],
    ['kept it without a pass at 100 %', {}, [{ ...entry, gates: [gates[0]!] }], 'gated'],
    ['left traffic on green', { outcome: 'rolled-back' as const }, [entry], 'gated'],
    ['sent no message', { messages: [] }, [entry], 'said'],
    ['sent two different ones', { messages: [message!, { ...message!, text: 'Failed. d-1' }] }, [entry], 'said'],
    ['sent one of no release', { messages: [message!, { ...message!, text: 'Hello' }] }, [entry], 'said'],
  ] as const)('that %s is found out', (_, seen, entries, invariant) => {
    const { deployment, ...more } = { ...observed, ...seen };
    const { broken } = judgeRun('good', { ...more, ...(deployment ? { deployment } : {}) }, entries, 1);
    expect(Object.keys(broken)).toContain(invariant);
  });

  it('that releases a bad change is found out', () => {
    expect(brokenBy({}, [entry], 'bad at 100 %').gated).toBe('a bad change was released');
    expect(brokenBy({}, [entry], 'bad before traffic').gated).toContain('had traffic');
  });

  it('counts a copy of its message, and breaks nothing by it', () => {
    const judged = judgeRun('good', { ...observed, messages: [message!, message!] }, [entry], 1);
    expect(judged).toMatchObject({ copies: 1, broken: {} });
  });
});
