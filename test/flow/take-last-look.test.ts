import { lookAtShift } from '../../lib/flow/look-at-shift';
import { takeLastLook } from '../../lib/flow/take-last-look';
import { at, BEGAN } from '../domain/shift/example-shift';
import { manifest } from '../domain/release/example-platform';
import { newRelease } from '../domain/release/example-release';
import { InMemoryLedger } from '../domain/release/in-memory-ledger';
import { errorRate, latency, watchedPlatform } from './watched-platform';

type Platform = Awaited<ReturnType<typeof watchedPlatform>>;

/** All traffic had moved so many minutes after it began to, and the last look is taken five minutes later. */
async function lastLook({ ports, account }: Platform, movedAt: number) {
  account.shift = { phase: 'moved', began: BEGAN };
  account.minute = movedAt + 5;
  const { answers } = await takeLastLook({ deploymentId: 'd-1', startedAt: at(movedAt) }, ports);
  return answers.map(({ name, verdict }) => [name, verdict.outcome, ...verdict.reasons.map(({ code }) => code)]);
}

describe('the last look', () => {
  it('says what each gate of a watch that was there has seen', async () => {
    const platform = await watchedPlatform();
    await lookAtShift('d-1', platform.ports);
    expect(await lastLook(platform, 9)).toEqual([['errors', 'pass', 'certified']]);
    expect(platform.account.looks).toHaveLength(2);
  });

  it('finds what no look before it could see', async () => {
    const platform = await watchedPlatform();
    await lookAtShift('d-1', platform.ports);
    platform.account.failing = 0.6;
    expect(await lastLook(platform, 9)).toEqual([['errors', 'fail', 'regression']]);
  });

  it.each([
    ['early', 30, 34, true],
    ['early', 30, 34.1, false],
    ['late', 90, 98, true],
    ['late', 90, 98.1, false],
  ])(
    'passes nothing where the watch had died, %s: looked at %s, all moved at %s',
    async (_, looked, moved, isAlive) => {
      const platform = await watchedPlatform();
      platform.account.minute = looked;
      await lookAtShift('d-1', platform.ports);
      const [answer] = await lastLook(platform, moved);
      expect(answer?.slice(1)).toEqual(isAlive ? ['pass', 'certified'] : ['fail', 'watch-died', 'certified']);
    },
  );

  it.each([
    [4, ['pass', 'certified']],
    [4.1, ['fail', 'watch-died', 'certified']],
  ] as const)('needs no look before it where all traffic moved within %s minutes', async (moved, expected) => {
    const platform = await watchedPlatform();
    const [answer] = await lastLook(platform, moved);
    expect(answer?.slice(1)).toEqual(expected);
  });

  it('says the same of a watch that had died where it is taken twice', async () => {
    const platform = await watchedPlatform();
    platform.account.minute = 6;
    await lookAtShift('d-1', platform.ports);
    const first = await lastLook(platform, 20);
    expect(first[0]).toContain('watch-died');
    expect(await lastLook(platform, 20)).toEqual(first);
    const never = await watchedPlatform();
    expect(await lastLook(never, 20)).toEqual(await lastLook(never, 20));
    expect((await lastLook(never, 20))[0]).toContain('watch-died');
  });

  it('answers for a gate whose metrics are refused, and for the others as ever', async () => {
    const platform = await watchedPlatform([latency, errorRate]);
    await lookAtShift('d-1', platform.ports);
    platform.account.refuses = ({ statistic }) =>
      statistic.startsWith('PR') ? { kind: 'not-understood', message: 'ValidationError: PR' } : undefined;
    expect(await lastLook(platform, 9)).toMatchObject([
      ['slow', 'inconclusive', 'metrics-not-understood', 'nothing-found'],
      ['errors', 'pass', 'certified'],
    ]);
  });

  it('answers for shadows as for others: what they count for is not its business', async () => {
    const platform = await watchedPlatform([errorRate], { of: { mode: 'shadow' }, failing: 0.6 });
    await lookAtShift('d-1', platform.ports);
    expect(await lastLook(platform, 9)).toEqual([['errors', 'fail', 'regression']]);
    expect(platform.account.did).toEqual([]);
  });

  it('has nothing to say of a release without gates in flight', async () => {
    const { ports } = await watchedPlatform();
    const ledger = new InMemoryLedger();
    await ledger.open(newRelease, JSON.stringify(manifest));
    expect(await takeLastLook({ deploymentId: 'd-1', startedAt: at(9) }, { ...ports, ledger })).toEqual({
      answers: [],
    });
  });
});
