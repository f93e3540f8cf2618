import { bakeRelease } from '../../lib/flow/bake-release';
import { lookAtShift } from '../../lib/flow/look-at-shift';
import { takeLastLook } from '../../lib/flow/take-last-look';
import { at, BEGAN } from '../domain/shift/example-shift';
import { errorRate, latency, watchedManifest, watchedPlatform } from './watched-platform';

type Platform = Awaited<ReturnType<typeof watchedPlatform>>;

/** All traffic moves nine minutes after it began to, beside a watch that was there; the release bakes for five. */
async function moved(platform: Platform, gates = [errorRate]) {
  const { ports, account, ledger } = platform;
  const manifest = watchedManifest(gates);
  const text = JSON.stringify({ ...manifest, watch: { ...manifest.watch, bakeMinutes: 5 } });
  ledger.manifest = () => Promise.resolve(text);
  await lookAtShift('d-1', ports);
  account.shift = { phase: 'moved', began: BEGAN };
  account.minute = 13;
  const watched = await takeLastLook({ deploymentId: 'd-1', startedAt: at(9) }, ports);
  const look = (minute: number, more: object = {}) => {
    account.minute = minute;
    return bakeRelease({ deploymentId: 'd-1', startedAt: at(9), asked: [], answers: [], watched, ...more }, ports);
  };
  return { look, watched };
}

const saidBy = (after: Awaited<ReturnType<typeof bakeRelease>>) =>
  after.kind === 'done'
    ? [after.answer.verdict.outcome, after.answer.verdict.reasons[0]?.code]
    : after.kind === 'wait'
      ? ['wait', after.seconds]
      : [after.kind];

describe('a bake', () => {
  it('is over at the first minute that is seen where the watch had certified green', async () => {
    const { look } = await moved(await watchedPlatform());
    expect(saidBy(await look(11))).toEqual(['wait', 60]);
    expect(saidBy(await look(13.5))).toEqual(['pass', 'certified-before']);
  });

  it('finds what begins at 100 %, says the same each time it is asked, and keeps nothing', async () => {
    const platform = await watchedPlatform();
    const { look } = await moved(platform);
    const kept = platform.account.looks.length;
    platform.account.failing = 0.5;
    const first = await look(14);
    expect(saidBy(first)).toEqual(['fail', 'regression-in-bake']);
    expect(await look(14)).toEqual(first);
    expect(platform.account.looks).toHaveLength(kept);
  });

  it('is not asked of a release that the last look refuses, or of one that does not bake', async () => {
    const platform = await watchedPlatform();
    const { look } = await moved(platform);
    const refusing = { answers: [], broken: { error: 'Died', cause: '' } };
    expect(await look(14, { watched: { broken: refusing.broken } })).toEqual({ kind: 'not-asked' });
    const text = JSON.stringify(watchedManifest([errorRate]));
    platform.ledger.manifest = () => Promise.resolve(text);
    expect(await look(14)).toEqual({ kind: 'not-asked' });
  });

  it('waits for metrics that are late, and goes on without them once it is over', async () => {
    const platform = await watchedPlatform([errorRate, latency]);
    const { look, watched } = await moved(platform, [errorRate, latency]);
    const none = {
      ...platform.ports,
      metrics: { read: (asked: readonly unknown[]) => Promise.resolve({ series: asked.map(() => new Map()) }) },
    };
    const late = (minute: number) => {
      platform.account.minute = minute;
      return bakeRelease({ deploymentId: 'd-1', startedAt: at(9), asked: [], answers: [], watched }, none);
    };
    expect(saidBy(await late(15))).toEqual(['wait', 60]);
    expect(saidBy(await late(18))).toEqual(['inconclusive', 'nothing-found']);
    expect(saidBy(await look(18))).toEqual(['pass', 'certified-before']);
  });

  it('fails where it may not look, and does not where CloudWatch does not take what it asks', async () => {
    const platform = await watchedPlatform();
    const { look } = await moved(platform);
    platform.account.refuses = () => ({ kind: 'denied', message: 'no' });
    expect(saidBy(await look(14))).toEqual(['fail', 'metrics-refused']);
    platform.account.refuses = () => ({ kind: 'not-understood', message: 'what' });
    expect(saidBy(await look(18))).toEqual(['inconclusive', 'nothing-found']);
  });

  it('breaks where nothing is kept of the watch, as there is nothing to compare with', async () => {
    const platform = await watchedPlatform();
    const { look } = await moved(platform);
    delete platform.account.state;
    await expect(look(14)).rejects.toThrow('Nothing is kept of the watch of d-1');
  });
});
