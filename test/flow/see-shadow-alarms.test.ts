import { decideRelease } from '../../lib/flow/decide-release';
import { lookAtShift } from '../../lib/flow/look-at-shift';
import { openRelease } from '../../lib/flow/open-release';
import { takeLastLook } from '../../lib/flow/take-last-look';
import { applyEvent } from '../../lib/flow/apply-event';
import { newRelease, stopped } from '../domain/release/example-release';
import { at, BEGAN } from '../domain/shift/example-shift';
import { errorRate, watchedPlatform } from './watched-platform';
import { judging } from '../domain/policy/example-policy';
import { noticePorts } from './notice-ports';

const SHADOWS = { checkout: 'shop-checkout', latency: 'chat-latency' };

/** Alarms that went red while traffic moved. */
const red = { state: 'ALARM' as const, changes: [{ at: at(3), from: 'OK' as const, to: 'ALARM' as const }] };

describe('alarms that are shadows', () => {
  it.each([
    ['with the gates of the watch', [errorRate], ['errors']],
    ['alone, where nothing is watched', [], []],
  ])('answer at the last look, %s', async (_, gates, others) => {
    const { ports, account } = await watchedPlatform(gates, { shadowAlarms: SHADOWS });
    account.shift = { phase: 'moved', began: BEGAN };
    account.story = red;
    const { answers } = await takeLastLook({ deploymentId: 'd-1', startedAt: at(4) }, ports);
    expect(answers.map(({ name }) => name)).toEqual([...others, 'checkout-alarm', 'latency-alarm']);
    expect(answers.at(-1)?.verdict).toMatchObject({ outcome: 'fail', reasons: [{ code: 'alarm-went-red' }] });
    expect(account.alarmsRead).toEqual(Object.values(SHADOWS).map((name) => ({ name, since: newRelease.openedAt })));
  });

  it('break nothing where they cannot be read', async () => {
    const { ports, account } = await watchedPlatform([], { shadowAlarms: SHADOWS });
    account.breaks = ['alarm'];
    const { answers } = await takeLastLook({ deploymentId: 'd-1', startedAt: at(4) }, ports);
    expect(answers.map(({ verdict: { outcome, reasons } }) => [outcome, reasons[0]?.message])).toEqual([
      ['inconclusive', 'The state of alarm shop-checkout could not be read: Error: no such luck.'],
      ['inconclusive', 'The state of alarm chat-latency could not be read: Error: no such luck.'],
    ]);
  });

  it('have the last look taken, at once where no watch waits for metrics', async () => {
    const { ledger } = await watchedPlatform([], { shadowAlarms: SHADOWS });
    const opening = {
      ...{ platformName: 'main', ledger, ...judging(() => Promise.reject(new Error('kept already'))) },
      deployments: { describe: () => Promise.resolve(asDeployment()) },
      facts: { read: () => Promise.resolve(undefined) },
    };
    expect(await openRelease({ deploymentId: 'd-1', phase: 'after-traffic' }, opening)).toMatchObject({
      settleSeconds: 0,
    });
    expect(await openRelease({ deploymentId: 'd-1', phase: 'before-traffic' }, opening)).not.toHaveProperty(
      'settleSeconds',
    );
  });

  it('never count, whatever they say, and are kept as shadows', async () => {
    const { ports, account, ledger } = await watchedPlatform([], { shadowAlarms: SHADOWS });
    account.story = red;
    const watched = await takeLastLook({ deploymentId: 'd-1', startedAt: at(4) }, ports);
    const asked = { deploymentId: 'd-1', phase: 'after-traffic' as const, asked: [], answers: [], judged: [], watched };
    expect(await decideRelease(asked, { ...noticePorts(ledger, () => at(5)).ports, ledger })).toEqual({
      status: 'Succeeded',
    });
    expect(ledger.gates.filter(({ phase }) => phase === 'in-flight')).toMatchObject([
      { name: 'checkout-alarm', mode: 'shadow', verdict: { outcome: 'fail' } },
      { name: 'latency-alarm', mode: 'shadow', verdict: { outcome: 'fail' } },
    ]);
  });

  it('say what they saw where the deployment ended before its last hook', async () => {
    const { ports, account, ledger } = await watchedPlatform([errorRate], {
      shadowAlarms: { checkout: 'shop-checkout' },
    });
    await lookAtShift('d-1', ports);
    account.story = red;
    await applyEvent(ledger, 'd-1', {
      ...{ kind: 'deployment-ended', at: at(7) },
      ending: stopped({ trafficMoved: true, rollsBack: true }),
    });
    account.shift = { phase: 'ended', began: BEGAN };
    expect(await lookAtShift('d-1', ports)).toEqual({ kind: 'done' });
    expect(ledger.gates.map(({ name, mode }) => [name, mode])).toContainEqual(['checkout-alarm', 'shadow']);
  });
});

function asDeployment() {
  const { id, functionName, aliasName, blue, green, deploymentGroup, openedAt } = newRelease;
  return {
    ...{ id, functionName, aliasName, deploymentGroup, createdAt: openedAt },
    ...{ currentVersion: blue ?? '7', targetVersion: green },
  };
}
