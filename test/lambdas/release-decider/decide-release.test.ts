import { decideByRequest } from '../../../lambdas/release-decider/decide-release';
import type { DeciderPorts } from '../../../lib/flow/decide-release';
import { gateRecord, newRelease } from '../../domain/release/example-release';
import { InMemoryLedger } from '../../domain/release/in-memory-ledger';
import { manifest } from '../../domain/release/example-platform';
import { noticePorts } from '../../flow/notice-ports';

const answer = (name: string, outcome: 'pass' | 'inconclusive' | 'fail' = 'pass') => ({
  name,
  verdict: gateRecord(name, 'before-traffic', outcome).verdict,
});
const request = (...answers: readonly unknown[]) => ({
  deploymentId: 'd-1',
  phase: 'before-traffic',
  gates: [
    { name: 'health', deadlineSeconds: 90 },
    { name: 'chat', deadlineSeconds: 630 },
  ],
  answers,
});
const allPass = request(answer('health'), answer('chat'));

async function platform(text: string | undefined = JSON.stringify(manifest)) {
  const ledger = new InMemoryLedger();
  await ledger.open(newRelease, text);
  const { messages, done, ports: noticing } = noticePorts(ledger);
  const ports: DeciderPorts = { ...noticing, ledger };
  return { ports, ledger, messages, done };
}

describe('the decider about a release', () => {
  it('lets it through where every gate passed, and keeps what they said', async () => {
    const { ports, ledger } = await platform();
    expect(await decideByRequest(allPass, ports)).toEqual({ status: 'Succeeded' });
    expect(ledger.gates.map(({ name, verdict, at }) => [name, verdict.outcome, at])).toEqual([
      ['health', 'pass', 2000],
      ['chat', 'pass', 2000],
    ]);
    expect((await ledger.read('d-1'))?.state).toBe('shifting');
  });

  it.each(['fail', 'inconclusive'] as const)('refuses it where a gate says %s', async (outcome) => {
    const { ports, ledger } = await platform();
    expect(await decideByRequest(request(answer('health'), answer('chat', outcome)), ports)).toEqual({
      status: 'Failed',
    });
    expect(await ledger.read('d-1')).toMatchObject({
      state: 'refused',
      decidedBy: 'chat',
      reasons: [{ message: `chat said ${outcome}.` }],
    });
  });

  it.each([
    ['fail', { mode: 'shadow' }, 'Succeeded'],
    ['inconclusive', { mode: 'shadow' }, 'Succeeded'],
    ['inconclusive', { onInconclusive: 'proceed' }, 'Succeeded'],
    ['fail', { onInconclusive: 'proceed' }, 'Failed'],
    ['inconclusive', { onInconclusive: 'block' }, 'Failed'],
  ] as const)('counts a %s as the kept manifest says of the gate: %j', async (outcome, settings, status) => {
    const asked = manifest.gates.asked.map((gate) => (gate.name === 'chat' ? { ...gate, ...settings } : gate));
    const { ports, ledger } = await platform(JSON.stringify({ ...manifest, gates: { ...manifest.gates, asked } }));
    expect(await decideByRequest(request(answer('health'), answer('chat', outcome)), ports)).toEqual({ status });
    expect(ledger.gates[1]).toMatchObject({ name: 'chat', ...settings, verdict: { outcome } });
    expect((await ledger.read('d-1'))?.notes ?? []).toHaveLength(status === 'Succeeded' ? 1 : 0);
  });

  describe('of which a gate is a shadow', () => {
    const asked = manifest.gates.asked.map((gate) => (gate.name === 'chat' ? { ...gate, mode: 'shadow' } : gate));
    const text = JSON.stringify({ ...manifest, gates: { ...manifest.gates, asked } });

    it.each<[string, unknown]>([
      ['nothing', null],
      ['no object', '<html>'],
      ['something else', { garbage: true }],
      ['by another name', { name: 'nobody', verdict: answer('x').verdict }],
      ['no verdict', { name: 'chat', verdict: 'pass' }],
      ['that it broke', { name: 'chat', broken: { error: 'States.DataLimitExceeded', cause: '' } }],
    ])('lets it through whatever came back from the shadow: %s', async (_, given) => {
      const { ports, ledger } = await platform(text);
      expect(await decideByRequest(request(answer('health'), given), ports)).toEqual({ status: 'Succeeded' });
      expect(ledger.gates.map(({ name, mode }) => [name, mode])).toEqual([
        ['health', 'enforce'],
        ['chat', 'shadow'],
      ]);
      expect((await ledger.read('d-1'))?.notes).toMatchObject([{ code: 'shadow-not-passed' }]);
    });

    const withRecords = (ledger: InMemoryLedger, recordOf: (name: string) => Promise<void>): DeciderPorts['ledger'] =>
      Object.assign(Object.create(ledger) as InMemoryLedger, {
        recordGate: (_: string, { name }: { readonly name: string }) => recordOf(name),
      });

    it('lets it through where the record of the shadow cannot be kept, and says so', async () => {
      const { ledger } = await platform(text);
      const broken = withRecords(ledger, (name) =>
        name === 'chat' ? Promise.reject(new RangeError('it is too large')) : Promise.resolve(),
      );
      const { status } = await decideByRequest(allPass, { ...noticePorts(ledger).ports, ledger: broken });
      expect(status).toBe('Succeeded');
      expect((await ledger.read('d-1'))?.notes?.[0]).toEqual({
        code: 'record-not-kept',
        message: 'The record of shadow gate chat could not be kept: RangeError: it is too large.',
      });
    });

    it('waits for the record of the shadow for no more than a part of its own time', async () => {
      jest.useFakeTimers();
      try {
        const { ledger } = await platform(text);
        const slow = withRecords(ledger, (name) =>
          name === 'chat' ? new Promise(() => undefined) : Promise.resolve(),
        );
        const deciding = decideByRequest(allPass, { ...noticePorts(ledger).ports, ledger: slow });
        await jest.advanceTimersByTimeAsync(15_000);
        expect(await deciding).toEqual({ status: 'Succeeded' });
      } finally {
        jest.useRealTimers();
      }
    });
  });

  it.each<[string, readonly unknown[]]>([
    ['missing', [answer('health')]],
    ['not understood', [answer('health'), { name: 'chat', verdict: { outcome: 'pass' } }]],
    ['broken', [answer('health'), { name: 'chat', broken: { error: 'States.Timeout', cause: '' } }]],
    ['doubled', [answer('health'), answer('chat'), answer('chat')]],
  ])('refuses it by the name of the gate whose answer is %s', async (_, answers) => {
    const { ports, ledger } = await platform();
    expect(await decideByRequest(request(...answers), ports)).toEqual({ status: 'Failed' });
    expect(await ledger.read('d-1')).toMatchObject({ state: 'refused', decidedBy: 'chat' });
    expect(ledger.gates.map(({ name }) => name)).toEqual(['health', 'chat']);
  });

  it('refuses it where a gate of its manifest was not even asked', async () => {
    const { ports, ledger } = await platform();
    expect(await decideByRequest({ ...request(), gates: [] }, ports)).toEqual({ status: 'Failed' });
    expect(await ledger.read('d-1')).toMatchObject({ decidedBy: 'health, chat' });
  });

  it('lets it through where the phase has no gates', async () => {
    const asked = manifest.gates.asked.filter(({ phase }) => phase === 'after-traffic');
    const { ports } = await platform(JSON.stringify({ ...manifest, gates: { ...manifest.gates, asked } }));
    expect(await decideByRequest({ ...request(), gates: [] }, ports)).toEqual({ status: 'Succeeded' });
  });

  it('answers the same when it is asked twice, and never takes a refusal back', async () => {
    const { ports } = await platform();
    expect(await decideByRequest(allPass, ports)).toEqual({ status: 'Succeeded' });
    expect(await decideByRequest(allPass, ports)).toEqual({ status: 'Succeeded' });
    const refused = await platform();
    await decideByRequest(request(answer('health', 'fail'), answer('chat')), refused.ports);
    expect(await decideByRequest(allPass, refused.ports)).toEqual({ status: 'Failed' });
  });

  it.each(['', '<html>', '{"schema":9}'])('throws where the ledger keeps no manifest: %j', async (text) => {
    const { ports, ledger } = await platform(text);
    await expect(decideByRequest(allPass, ports)).rejects.toThrow(
      'The manifest that the ledger keeps of d-1 cannot be',
    );
    expect((await ledger.read('d-1'))?.state).toBe('gating');
  });

  it('throws where there is no release', async () => {
    const ledger = new InMemoryLedger();
    const ports = { ...noticePorts(ledger).ports, ledger };
    await expect(decideByRequest(allPass, ports)).rejects.toThrow('The manifest that the ledger keeps of d-1');
  });

  it('throws where there is a manifest and no release', async () => {
    const { ledger } = await platform();
    const read = () => Promise.resolve(undefined);
    const emptied = Object.assign(Object.create(ledger) as InMemoryLedger, { read });
    await expect(decideByRequest(allPass, { ...noticePorts(ledger).ports, ledger: emptied })).rejects.toThrow(
      'The ledger has no release d-1.',
    );
  });

  it.each(['read', 'replace', 'recordGate', 'manifest'] as const)(
    'throws, and never says Succeeded, where the ledger fails at %s',
    async (operation) => {
      const { ledger } = await platform();
      const broken: DeciderPorts['ledger'] = Object.assign(Object.create(ledger) as InMemoryLedger, {
        [operation]: () => Promise.reject(new Error('it broke')),
      });
      await expect(decideByRequest(allPass, { ...noticePorts(ledger).ports, ledger: broken })).rejects.toThrow(
        'it broke',
      );
    },
  );

  it.each<[string, object]>([
    ['no phase', { phase: undefined }],
    ['no list of gates', { gates: {} }],
    ['gates without a name', { gates: [{}] }],
    ['no list of answers', { answers: { health: 'pass' } }],
    ['more than that', { status: 'Succeeded' }],
  ])('refuses a request with %s', async (_, change) => {
    const { ports } = await platform();
    await expect(decideByRequest({ ...allPass, ...change }, ports)).rejects.toThrow(
      'The request to decide about a release cannot be understood',
    );
  });

  it('says that traffic begins to move, and nothing of a release that it refuses', async () => {
    const { ports, messages, done } = await platform();
    await decideByRequest(allPass, ports);
    await decideByRequest(allPass, ports);
    expect(messages.map(({ id, kind }) => [id, kind])).toEqual([['d-1-started', 'started']]);
    expect([...done]).toEqual(['d-1-started']);
    const refused = await platform();
    await decideByRequest(request(answer('health')), refused.ports);
    expect(refused.messages).toEqual([]);
  });

  it('says nothing of it where no channel is told', async () => {
    const { ports, ledger, messages } = await platform();
    expect(await decideByRequest(allPass, { ...ports, saysStarted: false })).toEqual({ status: 'Succeeded' });
    expect([messages, ledger.notices]).toEqual([[], []]);
  });

  it('lets a release through whose message nobody takes, within a second', async () => {
    jest.useFakeTimers();
    try {
      const { ports, ledger } = await platform();
      const silent = { ...ports, outcomes: { publish: () => new Promise<void>(() => undefined) } };
      const deciding = decideByRequest(allPass, silent);
      await jest.advanceTimersByTimeAsync(999);
      expect(await deciding).toEqual({ status: 'Succeeded' });
      expect(ledger.notices).toMatchObject([{ id: 'd-1-started' }]);
    } finally {
      jest.useRealTimers();
    }
  });
});
