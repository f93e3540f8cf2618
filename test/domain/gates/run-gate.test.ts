import type { GatePorts } from '../../../lib/domain/gate/call';
import type { GateDefinition } from '../../../lib/domain/gates/gate-kinds';
import { runGate } from '../../../lib/domain/gates/run-gate';
import { answered, greenOnly, scriptedGreen } from '../gate/scripted-green';

const common = { name: 'a-gate', phase: 'before-traffic' } as const;
const gates: readonly GateDefinition[] = [
  { ...common, kind: 'health', probe: { kind: 'event', event: null }, passes: 1, withinSeconds: 1 },
  {
    ...common,
    kind: 'integration',
    concurrency: 1,
    withinSeconds: 60,
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

  it.each<[string, Pick<GatePorts, 'call' | 'now'>]>([
    ['the call throws', { call: broken, now: () => 0 }],
    ['the call is rejected', { call: () => Promise.reject(new Error('no socket')), now: () => 0 }],
    ['the clock throws', { call: () => Promise.resolve(answered(null)), now: broken }],
  ])('fails as broken where %s', async (_, ports) => {
    expect(await runGate(gate, greenOnly(ports))).toMatchObject({
      outcome: 'fail',
      reasons: [{ code: 'gate-broke', message: 'The gate itself broke: Error: no socket.' }],
      evidence: { sampleSize: 0 },
    });
  });
});

describe('the gates that need more than green', () => {
  const suite = {
    ...{ effects: 'none' as const, carry: {}, timeoutSeconds: 5 },
    conversations: [{ key: 'a', turns: [{ event: null, expect: { reply: { equals: 'ok' } } }] }],
  };
  const ports: GatePorts = {
    ...scriptedGreen(answered({ reply: 'ok' })),
    callBlue: () => Promise.resolve(answered({ reply: 'old' })),
    callOwnFunction: () =>
      Promise.resolve(
        answered({
          ...{ outcome: 'pass', reasons: [{ code: 'approved', message: 'Approved.' }] },
          evidence: { source: 'people', sampleSize: 1, windowMs: 1, figures: {} },
        }),
      ),
  };

  it.each<[GateDefinition, string]>([
    [{ ...common, kind: 'function', withinSeconds: 1 }, 'people'],
    [
      {
        ...{ ...common, kind: 'synthetic-load', requests: 1, concurrency: 1, withinSeconds: 1 },
        ...{ maxErrorRatePercent: 0, load: { kind: 'suite', suite } },
      },
      'synthetic calls of the green version',
    ],
    [
      { ...common, kind: 'contract', allow: 'nothing', concurrency: 1, withinSeconds: 1, suite },
      'the same requests to blue and green',
    ],
  ])('are asked by their kind: %j', async (gate, source) => {
    const { call } = scriptedGreen(answered({ reply: 'ok' }));
    expect(await runGate(gate, { ...ports, call })).toMatchObject({
      ...{ outcome: 'pass', evidence: { source, sampleSize: 1 } },
    });
  });

  it('are not asked here where they have an asker of their own', async () => {
    const gate: GateDefinition = {
      ...{ name: 'errors', phase: 'in-flight', kind: 'error-rate' },
      maxIncrease: { kind: 'points', points: 1 },
    };
    await expect(runGate(gate, ports)).rejects.toThrow(
      'Gate errors is a error-rate gate, which has an asker of its own.',
    );
  });
});
