import type { GateDefinition } from '../../lib/domain/gates/gate-kinds';
import { lookAtShift } from '../../lib/flow/look-at-shift';
import { takeLastLook } from '../../lib/flow/take-last-look';
import { at, BEGAN } from '../domain/shift/example-shift';
import { errorRate, watchedPlatform } from './watched-platform';

/** Of blue one call in a hundred fails: so many points more are allowed, and one is warned of. */
const warning: GateDefinition = {
  ...{ kind: 'error-rate', name: 'errors', phase: 'in-flight' },
  maxIncrease: { kind: 'points', points: 20 },
  warnAt: { kind: 'points', points: 1 },
};
const slow: GateDefinition = {
  ...{ kind: 'latency', name: 'slow', phase: 'in-flight', percentile: 99 },
  maxIncrease: { kind: 'milliseconds', milliseconds: 200 },
  warnAt: { kind: 'milliseconds', milliseconds: 100 },
};

const WARNED = expect.stringMatching(
  /^Warned at 09:06 UTC: 15 % of 400 calls failed on version 8 against 1 % of 3 600 on version 7, since 09:00 UTC; 1 point more is the lower limit\. The evidence is more than 1 000 000 to 1, and 20 to 1 is enough\.$/,
) as string;

describe('a look that finds green past a lower limit', () => {
  it('keeps it as an event of the release, tells it once, and lets traffic go on', async () => {
    const { ports, ledger, account, messages } = await watchedPlatform([warning], { failing: 0.15 });
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 60 });
    account.minute = 7;
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 60 });

    expect(await ledger.read('d-1')).toMatchObject({ state: 'shifting', warned: ['errors'] });
    expect(messages).toEqual([
      expect.objectContaining({
        ...{ id: 'd-1-warned-errors', kind: 'warned', severity: 'warning', needsPerson: false, at: at(6) },
        ...{ decidedBy: 'errors', reasons: [WARNED], serving: 'versions 7 and 8; traffic goes on moving' },
      }),
    ]);
    expect([account.did, ledger.gates]).toEqual([['tell'], []]);
  });

  it('is not broken where it cannot be told, which the reconciler makes up for', async () => {
    const { ports, ledger, account, messages } = await watchedPlatform([warning], { failing: 0.15 });
    account.breaks = ['tell'];
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 60 });
    expect([(await ledger.read('d-1'))?.warned, messages]).toEqual([['errors'], []]);
    const due = await ports.notices.due(at(8));
    expect(due.map(({ id }) => id)).toContain('d-1-warned-errors');
  });

  it('is not broken where it cannot be kept, which the next look makes up for', async () => {
    const { ports, ledger, account, messages } = await watchedPlatform([warning], { failing: 0.15 });
    const replacing = jest.spyOn(ledger, 'replace').mockRejectedValueOnce(new Error('no such luck'));
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 60 });
    expect([replacing.mock.calls.length, messages]).toEqual([1, []]);
    account.minute = 7;
    await lookAtShift('d-1', ports);
    expect(messages.map(({ id, reasons }) => [id, reasons])).toEqual([['d-1-warned-errors', [WARNED]]]);
  });

  it('tells nobody of a shadow’s, which is in its record', async () => {
    const { ports, account, ledger, messages } = await watchedPlatform([warning], {
      failing: 0.15,
      of: { mode: 'shadow' },
    });
    await lookAtShift('d-1', ports);
    expect(account.state?.warned).toEqual({ errors: at(6) });
    expect([(await ledger.read('d-1'))?.warned, messages]).toEqual([undefined, []]);
    account.shift = { phase: 'moved', began: BEGAN };
    const { answers } = await takeLastLook({ deploymentId: 'd-1', startedAt: at(7) }, ports);
    expect(answers[0]?.verdict.reasons.map(({ code }) => code)).toContain('warned');
    expect(messages).toEqual([]);
  });

  it('stops a release that is past the limit as well, and has nothing to warn of', async () => {
    const { ports, account, messages } = await watchedPlatform([warning], { failing: 0.9 });
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'wait', seconds: 20 });
    expect([account.state?.warned, messages]).toEqual([{}, []]);
    expect(account.did).toContain('ring chat-regression');
  });

  it('asks which calls are slow for each limit, and which fail once', async () => {
    const { ports, account } = await watchedPlatform([warning, slow]);
    await lookAtShift('d-1', ports);
    account.asked.length = 0;
    account.minute = 7;
    await lookAtShift('d-1', ports);
    expect(account.asked.map(({ asked }) => asked.map(({ statistic }) => statistic).join())).toEqual([
      'Sum,Sum,Sum,Sum',
      'SampleCount,PR(:600),SampleCount,PR(:600)',
      'SampleCount,PR(:500),SampleCount,PR(:500)',
    ]);
  });

  it('goes by its limit alone where the lower one is refused', async () => {
    const { ports, account } = await watchedPlatform([slow]);
    account.refuses = ({ statistic }) =>
      statistic === 'PR(:500)' ? { kind: 'denied', message: 'not authorized' } : undefined;
    await lookAtShift('d-1', ports);
    expect(account.state?.refused).toEqual({});
    expect(account.state?.compared.slow?.total.green.calls).toBe(400);
    expect(account.state?.compared['slow/warning']?.total.green.calls).toBe(0);
  });
});

describe('a last look that finds green past a lower limit', () => {
  const moved = async (gates: readonly GateDefinition[] = [warning]) => {
    const platform = await watchedPlatform(gates);
    await lookAtShift('d-1', platform.ports);
    platform.account.shift = { phase: 'moved', began: BEGAN };
    platform.account.minute = 14;
    platform.account.failing = 0.19;
    const { answers } = await takeLastLook({ deploymentId: 'd-1', startedAt: at(9) }, platform.ports);
    return { ...platform, codes: answers.map(({ verdict }) => verdict.reasons.map(({ code }) => code)) };
  };

  it('tells it, and that all traffic has moved', async () => {
    const { messages, codes } = await moved();
    expect(codes).toEqual([[expect.stringMatching(/certified|nothing-found/), 'warned']]);
    expect(messages).toMatchObject([{ id: 'd-1-warned-errors', serving: 'version 8', at: at(14) }]);
  });

  it('tells nothing of a release that another gate refuses', async () => {
    const strict: GateDefinition = { ...errorRate, name: 'strict' };
    const { messages, codes } = await moved([warning, strict]);
    expect(codes[1]).toEqual(['regression']);
    expect(messages).toEqual([]);
  });
});
