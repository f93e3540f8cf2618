import { lookAtShift } from '../../lib/flow/look-at-shift';
import { applyEvent } from '../../lib/flow/apply-event';
import { stopped } from '../domain/release/example-release';
import { at, BEGAN } from '../domain/shift/example-shift';
import { errorRate, latency, watchedPlatform } from './watched-platform';

describe('a look at a shift', () => {
  it('waits where no traffic has moved, each deployment for its own time', async () => {
    const { ports, account } = await watchedPlatform();
    account.shift = { phase: 'before' };
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 37 });
    expect(account.looks).toEqual([]);
  });

  it('keeps what it saw, and waits for the next', async () => {
    const { ports, account } = await watchedPlatform();
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 60 });
    account.minute = 7;
    await lookAtShift('d-1', ports);
    expect(account.looks).toMatchObject([
      { at: at(6), weight: 0.1, gates: { errors: { greenCalls: 400 } } },
      { at: at(7), gates: { errors: { blueCalls: 4500, blueErrors: 45, greenCalls: 500, greenErrors: 0 } } },
    ]);
    expect(account.did).toEqual([]);
  });

  it('waits longer after an hour, by the time of the look itself', async () => {
    const { ports, account } = await watchedPlatform();
    account.minute = 59.9;
    const later = {
      ...ports,
      metrics: {
        read: (...asked: Parameters<typeof ports.metrics.read>) => {
          const read = ports.metrics.read(...asked);
          account.minute = 60.1;
          return read;
        },
      },
    };
    expect(await lookAtShift('d-1', later)).toEqual({ kind: 'wait', seconds: 60 });
    expect(await lookAtShift('d-1', later)).toEqual({ kind: 'wait', seconds: 300 });
  });

  it('is no look once all traffic has moved', async () => {
    const { ports, account } = await watchedPlatform([errorRate], { failing: 0.6 });
    account.shift = { phase: 'moved', began: BEGAN };
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'done' });
    expect([account.looks, account.did]).toEqual([[], []]);
  });

  it('goes by what somebody else kept of the same look', async () => {
    const other = await watchedPlatform([errorRate], { failing: 0.6 });
    await lookAtShift('d-1', other.ports);
    const { ports, account } = await watchedPlatform();
    account.loses = true;
    account.others = other.account.state!;
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 20 });
    expect(account.did).toContain('ring chat-regression');
  });

  it('reads from where the metrics were read last, however long they were refused', async () => {
    const { ports, account } = await watchedPlatform();
    account.minute = 30;
    await lookAtShift('d-1', ports);
    account.refuses = () => ({ kind: 'denied', message: 'No.' });
    for (account.minute = 31; account.minute < 90; account.minute++) await lookAtShift('d-1', ports);
    expect(account.state?.refused).toEqual({ errors: { kind: 'denied', message: 'No.' } });
    account.refuses = () => undefined;
    await lookAtShift('d-1', ports);
    expect(account.asked.at(-1)?.from).toBe(at(10));
    expect(account.looks.at(-1)?.gates.errors).toMatchObject({ greenCalls: 88 * 100, blueCalls: 88 * 900 });
  });
});

describe('a look that finds a regression', () => {
  it('rings the alarm, publishes the metric and tells the ledger, and rings again at every look', async () => {
    const { ports, ledger, account } = await watchedPlatform([errorRate], { failing: 0.6 });
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 20 });
    expect(account.did).toEqual(['ring chat-regression', 'publish 8']);
    expect(await ledger.read('d-1')).toMatchObject({
      ...{ state: 'refused', decidedBy: 'errors', decidedAt: at(6) },
      reasons: [{ code: 'regression' }],
    });
    expect(ledger.gates).toMatchObject([{ name: 'errors', phase: 'in-flight', verdict: { outcome: 'fail' } }]);
    account.failing = 0;
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 20 });
    expect(account.did).toHaveLength(4);
    expect(ledger.gates).toHaveLength(1);
  });

  it.each(['ring', 'publish', 'record'])('does the rest of it where one fails: %s', async (what) => {
    const { ports, ledger, account } = await watchedPlatform([errorRate], { failing: 0.6 });
    account.breaks = [what];
    const broken: typeof ledger = Object.assign(Object.create(ledger) as typeof ledger, {
      recordGate: () => Promise.reject(new Error('No record')),
    });
    const looking = lookAtShift('d-1', what === 'record' ? { ...ports, ledger: broken } : ports);
    await expect(looking).rejects.toThrow(`No ${what}`);
    expect(account.did).toEqual(['ring chat-regression', 'publish 8']);
    expect((await ledger.read('d-1'))?.state).toBe(what === 'record' ? 'shifting' : 'refused');
    account.breaks = [];
    await lookAtShift('d-1', ports);
    expect((await ledger.read('d-1'))?.state).toBe('refused');
    expect(account.did).toHaveLength(4);
  });

  it('stops nothing for a shadow', async () => {
    const { ports, ledger, account } = await watchedPlatform([errorRate], { failing: 0.6, of: { mode: 'shadow' } });
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 60 });
    expect(account.state?.regressed).toEqual({ errors: at(6) });
    expect([account.did, ledger.gates]).toEqual([[], []]);
  });

  it('finds it though the metrics of another gate are refused', async () => {
    const { ports, ledger, account } = await watchedPlatform([latency, errorRate], { failing: 0.6 });
    account.refuses = ({ statistic }) =>
      statistic.startsWith('PR') ? { kind: 'not-understood', message: 'ValidationError: PR' } : undefined;
    await lookAtShift('d-1', ports);
    expect((await ledger.read('d-1'))?.decidedBy).toBe('errors');
    expect(ledger.gates.map(({ name, verdict }) => [name, verdict.outcome])).toEqual([
      ['slow', 'inconclusive'],
      ['errors', 'fail'],
    ]);
  });
});

describe('a look at a deployment that has ended', () => {
  const ended = async (last?: object) => {
    const platform = await watchedPlatform();
    await lookAtShift('d-1', platform.ports);
    if (last) platform.account.state = { ...platform.account.state!, last };
    platform.account.shift = { phase: 'ended', began: BEGAN };
    return platform;
  };

  it.each([
    ['rolls back', stopped({ trafficMoved: true, rollsBack: true })],
    ['is not rolled back', stopped({ trafficMoved: true, rollsBack: false })],
    ['is not told yet', undefined],
  ])('before its last hook keeps what the gates knew: %s', async (_, ending) => {
    const { ports, ledger } = await ended();
    if (ending) await applyEvent(ledger, 'd-1', { kind: 'deployment-ended', at: at(7), ending });
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'done' });
    expect(ledger.gates).toMatchObject([{ name: 'errors', verdict: { outcome: 'pass' } }]);
  });

  it('after a last look leaves what that one said', async () => {
    const { ports, ledger } = await ended({ watchedUntil: at(6) });
    await applyEvent(ledger, 'd-1', {
      ...{ kind: 'deployment-ended', at: at(7) },
      ending: stopped({ trafficMoved: true, rollsBack: true }),
    });
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'done' });
    expect(ledger.gates).toEqual([]);
  });

  it('well leaves what the gates said in the end', async () => {
    const { ports, ledger } = await ended();
    await applyEvent(ledger, 'd-1', { kind: 'deployment-ended', at: at(7), ending: { status: 'succeeded' } });
    await lookAtShift('d-1', ports);
    expect(ledger.gates).toEqual([]);
  });
});

describe('a look at a shift whose handlers publish metrics of their own', () => {
  const BOTH = ['7', '8'];
  const namesOf = ({ asked }: { readonly asked: readonly { readonly metric: { readonly name: string } }[] }) =>
    asked.map(({ metric }) => metric.name).join();

  it('comes soon, then every ten seconds for ten minutes, then every minute', async () => {
    const { ports, account } = await watchedPlatform([errorRate], { publishes: BOTH });
    account.shift = { phase: 'before' };
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 17 });
    account.shift = { phase: 'moving', began: BEGAN };
    for (const [minute, seconds] of [
      [0.3, 10],
      [9.9, 10],
      [10, 60],
      [60, 300],
    ] as const) {
      account.minute = minute;
      expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds });
    }
  });

  it('reads what is of whole minutes once in a minute, and of the handler what is new', async () => {
    const { ports, account } = await watchedPlatform([errorRate], { publishes: BOTH });
    account.minute = 2;
    await lookAtShift('d-1', ports);
    account.asked.length = 0;
    account.minute = 2.5;
    await lookAtShift('d-1', ports);
    expect(account.asked.map((one) => [one.periodSeconds, namesOf(one)])).toEqual([
      [10, 'Failures,Failures,Failures,Failures'],
    ]);
    account.minute = 3;
    await lookAtShift('d-1', ports);
    expect(account.asked.map(namesOf)).toContain('Invocations,Errors,Invocations,Errors');
  });

  it('stops what only the handlers tell of', async () => {
    const { ports, account } = await watchedPlatform([errorRate], { publishes: BOTH, failing: 0.6 });
    account.minute = 0.9;
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 20 });
    expect(account.did).toContain('ring chat-regression');
    expect(account.state?.compared['errors/handler']?.basis).toMatchObject({ from: 'history', source: 'handler' });
  });

  it("goes by Lambda's own metrics at their pace where blue publishes nothing", async () => {
    const { ports, account } = await watchedPlatform([errorRate, latency], { publishes: ['8'], failing: 0.6 });
    account.minute = 2;
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 60 });
    account.minute = 5;
    await lookAtShift('d-1', ports);
    const { compared, regressed, handler } = account.state!;
    expect([compared['errors/handler']?.basis, compared.slow?.basis?.source]).toEqual([undefined, undefined]);
    expect(compared['errors/handler']?.total.green.calls).toBe(0);
    expect(regressed).toEqual({});
    expect(handler?.published).toBeGreaterThan(0);
  });

  it("takes the handlers' durations in place of Lambda's", async () => {
    const { ports, account } = await watchedPlatform([latency], { publishes: BOTH });
    account.minute = 2;
    await lookAtShift('d-1', ports);
    const { basis, total } = account.state!.compared.slow!;
    expect(basis).toMatchObject({ from: 'history', source: 'handler', slowAboveMs: 600 });
    expect(total.green.calls).toBeGreaterThan(0);
  });

  it('sees that the handler of green tells of no call', async () => {
    const { ports, account } = await watchedPlatform([errorRate], { publishes: ['7'] });
    account.minute = 12;
    await lookAtShift('d-1', ports);
    expect(account.state?.handler).toMatchObject({ published: 0 });
    expect(account.state?.handler?.invoked).toBeGreaterThanOrEqual(20);
  });

  it('compares no handlers of versions with different timeouts', async () => {
    const { ports, account } = await watchedPlatform([errorRate, latency], { publishes: BOTH });
    const actFor: typeof ports.actFor = async (...asked) => {
      const hands = await ports.actFor(...asked);
      return { ...hands, timeoutSeconds: (version) => Promise.resolve(version === '7' ? 3 : 30) };
    };
    account.minute = 2;
    expect(await lookAtShift('d-1', { ...ports, actFor })).toEqual({ kind: 'wait', seconds: 60 });
    expect(account.state?.compared['errors/handler']?.basis).toBeUndefined();
    expect(account.state?.compared.slow?.basis?.source).toBeUndefined();
  });
});
