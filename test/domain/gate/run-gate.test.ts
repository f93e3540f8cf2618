import type { GatePorts } from '../../../lib/domain/gate/call';
import type { GateDefinition } from '../../../lib/domain/gate/gate-definition';
import { runGate } from '../../../lib/domain/gate/run-gate';
import { answered, scriptedGreen } from './scripted-green';

const common = { name: 'a-gate', phase: 'before-traffic' } as const;
const gates: readonly GateDefinition[] = [
  { ...common, kind: 'health', probe: { kind: 'event', event: null }, passes: 1, withinSeconds: 1 },
  {
    ...common,
    kind: 'integration',
    concurrency: 1,
    suite: {
      effects: 'none',
      carry: {},
      timeoutSeconds: 5,
      conversations: [{ key: 'a', turns: [{ event: null, expect: { reply: { equals: 'ok' } } }] }],
    },
  },
];
const broken = (): never => {
  throw new Error('no socket');
};

describe.each(gates)('a gate of kind $kind', (gate) => {
  it('is asked by its kind', async () => {
    const { outcome, evidence } = await runGate(gate, scriptedGreen(answered({ reply: 'ok' })));
    expect(outcome).toBe('pass');
    expect(evidence.sampleSize).toBe(1);
  });

  it.each<[string, GatePorts]>([
    ['the call throws', { call: broken, now: () => 0 }],
    ['the call is rejected', { call: () => Promise.reject(new Error('no socket')), now: () => 0 }],
    ['the clock throws', { call: () => Promise.resolve(answered(null)), now: broken }],
  ])('fails as broken where %s', async (_, ports) => {
    expect(await runGate(gate, ports)).toMatchObject({
      outcome: 'fail',
      reasons: [{ code: 'gate-broke', message: 'The gate itself broke: Error: no socket.' }],
      evidence: { sampleSize: 0 },
    });
  });
});
