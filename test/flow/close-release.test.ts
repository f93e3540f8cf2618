import { closeRelease, type CloserPorts } from '../../lib/flow/close-release';
import type { DescribedDeployment } from '../../lib/domain/release/deployments';
import { applyEvent } from '../../lib/flow/apply-event';
import type { Message } from '../../lib/domain/message/message';
import { plainText } from '../../lib/domain/message/plain-text';
import type { DeploymentEnding } from '../../lib/domain/release/release-event';
import { MESSAGE_CLAIM_MS } from '../../lib/domain/release/transition';
import { gateRecord, newRelease, stopped } from '../domain/release/example-release';
import { InMemoryLedger } from '../domain/release/in-memory-ledger';
import { manifest } from '../domain/release/example-platform';

const byAlarm: DeploymentEnding = {
  ...stopped({ trafficMoved: true, rollsBack: true }),
  reason: { code: 'ALARM_ACTIVE', message: 'One or more alarms … Activated alarms: <chat-errors>' },
};
const byHook = (trafficMoved: boolean): DeploymentEnding => ({
  ...stopped({ trafficMoved, rollsBack: true }),
  status: 'failed',
  reason: { code: 'HOOK_EXECUTION_FAILURE', message: 'The deployment failed because …' },
});

/** CodeDeploy with a deployment `d-1` and, where it is given, the deployment `d-2` that rolls it back. */
function platform(of: {
  readonly ending?: DeploymentEnding;
  readonly rollback?: DeploymentEnding;
  /** That of `d-3`, by which a hand puts version 7 back. */
  readonly hand?: DeploymentEnding;
  /** Why the regression alarm was red, the newest first. */
  readonly red?: readonly string[];
}) {
  const ledger = new InMemoryLedger();
  const messages: Message[] = [];
  const known = {
    deploymentGroup: 'chat-live',
    functionName: 'chat',
    aliasName: 'live',
    currentVersion: '7',
    targetVersion: '8',
    createdAt: 1000,
  };
  const deployments: Readonly<Record<string, DescribedDeployment>> = {
    'd-1': { ...known, id: 'd-1', ...(of.ending && { ending: of.ending }) },
    'd-3': {
      ...{ ...known, id: 'd-3', currentVersion: '8', targetVersion: '7', createdAt: 8000, endedAt: 8003 },
      ...{ byHand: { by: 'jane', because: 'It answers in Latin.' }, ...(of.hand && { ending: of.hand }) },
    },
    'd-2': { ...known, id: 'd-2', rollsBack: 'd-1', targetVersion: '7', ...(of.rollback && { ending: of.rollback }) },
  };
  let at = 5000;
  const ports: CloserPorts = {
    deployments: { describe: (id) => Promise.resolve(deployments[id]!) },
    ledger,
    history: {
      ofAlias: async () => [await ledger.read('d-1')].flatMap((release) => release ?? []),
    },
    alarmReasons: {
      redBecause: (alarm, since) =>
        Promise.resolve(alarm === 'chat-regression' && since === 1000 ? (of.red ?? []) : ['not asked for']),
    },
    outcomes: {
      publish: (message) => {
        messages.push(message);
        return Promise.resolve();
      },
    },
    now: () => at++,
  };
  return { ports, ledger, messages };
}

const texts = (messages: readonly Message[]) => messages.map(plainText);

/** A release that was opened and, phase by phase, judged. */
async function opened(ledger: InMemoryLedger, ...outcomes: readonly ('pass' | 'fail')[]) {
  await ledger.open(newRelease, JSON.stringify(manifest));
  for (const [index, outcome] of outcomes.entries()) {
    const phase = index === 0 ? 'before-traffic' : 'after-traffic';
    await applyEvent(ledger, 'd-1', { kind: 'judged', at: 2000, phase, gates: [gateRecord('chat', phase, outcome)] });
  }
}

describe('the end of a deployment', () => {
  it('that succeeded is a release, said once', async () => {
    const { ports, ledger, messages } = platform({ ending: { status: 'succeeded' } });
    await opened(ledger, 'pass', 'pass');
    await closeRelease('d-1', ports);
    expect(messages.map(({ headline }) => headline)).toEqual(['Released: chat:live, version 7 to 8']);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'released', decidedBy: 'gates', messageSentAt: 5002 });
  });

  it('that an alarm stopped names the alarm, and waits for the rollback before it says so', async () => {
    const { ports, ledger, messages } = platform({ ending: byAlarm, rollback: { status: 'succeeded' } });
    await opened(ledger, 'pass');
    await closeRelease('d-1', ports);
    expect(messages).toEqual([]);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'rolling-back', decidedBy: 'error-rate-alarm' });
    await closeRelease('d-2', ports);
    expect(messages.map(({ headline }) => headline)).toEqual(['Rolled back: chat:live, version 7 to 8']);
    expect(texts(messages)[0]).toContain('Decided by: error-rate-alarm.');
    expect(await ledger.read('d-1')).toMatchObject({ state: 'rolled-back' });
  });

  it('that an alarm stopped before any traffic is a block, rollback or not', async () => {
    const ending = { ...byAlarm, trafficMoved: false };
    const { ports, ledger, messages } = platform({ ending, rollback: { status: 'succeeded' } });
    await closeRelease('d-1', ports);
    await closeRelease('d-2', ports);
    expect(messages.map(({ headline }) => headline)).toEqual(['Blocked before any traffic: chat:live, version 7 to 8']);
    expect((await ledger.read('d-1'))?.state).toBe('blocked');
  });

  it('that the hook before the traffic failed is a block by its gate', async () => {
    const { ports, ledger, messages } = platform({ ending: byHook(false) });
    await opened(ledger, 'fail');
    await closeRelease('d-1', ports);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.headline).toBe('Blocked before any traffic: chat:live, version 7 to 8');
    expect(texts(messages)[0]).toContain('Decided by: chat.\n- chat said fail.');
    expect((await ledger.read('d-1'))?.state).toBe('blocked');
  });

  it('that the hook after the traffic failed is rolled back by its gate', async () => {
    const { ports, ledger, messages } = platform({ ending: byHook(true), rollback: { status: 'succeeded' } });
    await opened(ledger, 'pass', 'fail');
    await closeRelease('d-1', ports);
    await closeRelease('d-2', ports);
    expect(texts(messages).map((text) => text.split('\n')[1])).toEqual(['Decided by: chat.']);
    expect((await ledger.read('d-1'))?.state).toBe('rolled-back');
  });

  it('that nothing rolls back is a failure, said at once', async () => {
    const { ports, ledger, messages } = platform({ ending: stopped({ trafficMoved: true, rollsBack: false }) });
    await opened(ledger, 'pass');
    await closeRelease('d-1', ports);
    expect(messages.map(({ headline }) => headline)).toEqual([
      'Failed, and not rolled back: chat:live, version 7 to 8',
    ]);
    expect((await ledger.read('d-1'))?.decidedBy).toBe('codedeploy');
  });

  it('whose rollback failed is a failure', async () => {
    const { ports, ledger, messages } = platform({ ending: byAlarm, rollback: byHook(true) });
    await opened(ledger, 'pass');
    await closeRelease('d-1', ports);
    await closeRelease('d-2', ports);
    expect(messages.map(({ headline }) => headline)).toEqual([
      'Failed, and not rolled back: chat:live, version 7 to 8',
    ]);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'failed', decidedBy: 'error-rate-alarm' });
  });

  it('whose rollback was stopped is a failure too', async () => {
    const rollback = stopped({ trafficMoved: true, rollsBack: false });
    const { ports, ledger, messages } = platform({ ending: byAlarm, rollback });
    await opened(ledger, 'pass');
    await closeRelease('d-2', ports);
    expect(messages.map(({ headline }) => headline)).toEqual([
      'Failed, and not rolled back: chat:live, version 7 to 8',
    ]);
    expect((await ledger.read('d-1'))?.state).toBe('failed');
  });

  it('that came before its hook opens the release and closes it', async () => {
    const { ports, ledger, messages } = platform({ ending: stopped({ trafficMoved: false, rollsBack: true }) });
    await closeRelease('d-1', ports);
    expect(await ledger.read('d-1')).toMatchObject({ ...newRelease, state: 'blocked', decidedBy: 'codedeploy' });
    expect(messages).toHaveLength(1);
  });

  it("by an alarm that is not the release's own is CodeDeploy's", async () => {
    const ending = { ...byAlarm, reason: { code: 'ALARM_ACTIVE', message: 'Activated alarms: <other>' } };
    const { ports, ledger } = platform({ ending });
    await opened(ledger, 'pass');
    await closeRelease('d-1', ports);
    expect((await ledger.read('d-1'))?.decidedBy).toBe('codedeploy');
  });

  it.each(['<html>', '{"schema":9}'])('closes a release whose manifest is no manifest: %s', async (text) => {
    const { ports, ledger, messages } = platform({ ending: byHook(false) });
    await ledger.open(newRelease, text);
    await closeRelease('d-1', ports);
    expect(messages).toHaveLength(1);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'blocked', decidedBy: 'codedeploy' });
  });

  it('that CodeDeploy does not tell yet is to be tried again', async () => {
    const { ports, ledger, messages } = platform({});
    await expect(closeRelease('d-1', ports)).rejects.toThrow(
      'CodeDeploy does not say yet how deployment d-1 ended; this is to be tried again.',
    );
    expect(messages).toEqual([]);
    expect(await ledger.read('d-1')).toBeUndefined();
  });
});

describe('events of the end that are late, early or repeated', () => {
  it('end the release once where the rollback comes before the failure', async () => {
    const { ports, ledger, messages } = platform({ ending: byAlarm, rollback: { status: 'succeeded' } });
    await opened(ledger, 'pass');
    await closeRelease('d-2', ports);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'rolled-back', decidedBy: 'error-rate-alarm' });
    await closeRelease('d-1', ports);
    expect(messages.map(({ headline }) => headline)).toEqual(['Rolled back: chat:live, version 7 to 8']);
    expect(await ledger.read('d-2')).toBeUndefined();
  });

  it('change nothing once the message was sent', async () => {
    const { ports, ledger, messages } = platform({ ending: byAlarm, rollback: { status: 'succeeded' } });
    await opened(ledger, 'pass');
    for (const id of ['d-1', 'd-1', 'd-2']) await closeRelease(id, ports);
    const kept = await ledger.read('d-1');
    for (const id of ['d-2', 'd-1', 'd-2']) await closeRelease(id, ports);
    expect(messages).toHaveLength(1);
    expect(await ledger.read('d-1')).toBe(kept);
  });

  it('send the message that could not be published the first time', async () => {
    const { ports, ledger, messages } = platform({ ending: { status: 'succeeded' } });
    await opened(ledger, 'pass', 'pass');
    const publish = () => Promise.reject(new Error('throttled'));
    await expect(closeRelease('d-1', { ...ports, outcomes: { publish } })).rejects.toThrow('throttled');
    expect(await ledger.read('d-1')).toMatchObject({ state: 'released' });
    expect((await ledger.read('d-1'))?.messageSentAt).toBeUndefined();
    // Until the claim of the first attempt is over, the message is that one's.
    await closeRelease('d-1', ports);
    expect(messages).toEqual([]);
    const later = { ...ports, now: () => ports.now() + MESSAGE_CLAIM_MS };
    await closeRelease('d-1', later);
    await closeRelease('d-1', later);
    expect(messages).toHaveLength(1);
  });

  it('send one message where two are told at the same time', async () => {
    const { ports, ledger, messages } = platform({ ending: { status: 'succeeded' } });
    await opened(ledger, 'pass', 'pass');
    await Promise.all(['d-1', 'd-1', 'd-1'].map((id) => closeRelease(id, ports)));
    expect(messages).toHaveLength(1);
  });

  it('try again where CodeDeploy tells the end of the rollback but not yet of what it rolls back', async () => {
    const { ports, ledger } = platform({ rollback: { status: 'succeeded' } });
    await expect(closeRelease('d-2', ports)).rejects.toThrow('how deployment d-1 ended');
    expect(await ledger.read('d-1')).toBeUndefined();
  });
});

describe('a version that a hand puts back', () => {
  const SUCCEEDED = { status: 'succeeded' } as const;

  it('ends the release that brought what served, and is no release of its own', async () => {
    const { ports, ledger, messages } = platform({ ending: SUCCEEDED, hand: SUCCEEDED });
    await opened(ledger, 'pass', 'pass');
    await closeRelease('d-1', ports);
    await closeRelease('d-3', ports);
    await closeRelease('d-3', ports);
    expect(messages.map(({ headline }) => headline)).toEqual([
      'Released: chat:live, version 7 to 8',
      'Put back by hand: chat:live, version 7 to 8',
    ]);
    const [, said] = texts(messages);
    expect(said).toContain('jane put version 7 back: It answers in Latin.');
    expect(said).toContain('sluice reconcile chat:live');
    expect(await ledger.read('d-1')).toMatchObject({
      ...{ state: 'rolled-back', decidedBy: 'rollback', decidedAt: 8000, endedAt: 8003 },
      putBack: { by: 'jane', to: '7', deploymentId: 'd-3', at: 8003 },
    });
    expect(await ledger.read('d-3')).toBeUndefined();
  });

  it('does so where the release’s own end was not heard of yet', async () => {
    const { ports, ledger } = platform({ ending: SUCCEEDED, hand: SUCCEEDED });
    await opened(ledger, 'pass', 'pass');
    await closeRelease('d-3', ports);
    expect((await ledger.read('d-1'))?.state).toBe('rolled-back');
    expect(ledger.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['deployment-ended', 'put-back']));
  });

  it('changes nothing where it did not succeed', async () => {
    const { ports, ledger, messages } = platform({
      ending: SUCCEEDED,
      hand: stopped({ trafficMoved: false, rollsBack: false }),
    });
    await opened(ledger, 'pass', 'pass');
    await closeRelease('d-1', ports);
    await closeRelease('d-3', ports);
    expect(messages).toHaveLength(1);
    expect((await ledger.read('d-1'))?.state).toBe('released');
  });

  const byRegression: DeploymentEnding = {
    ...stopped({ trafficMoved: true, rollsBack: true }),
    reason: { code: 'ALARM_ACTIVE', message: 'Activated alarms: <chat-regression>' },
  };

  it.each([
    [
      'a hand',
      ['metric', 'sluice rollback by jane: It answers in Latin.'],
      'rollback',
      'jane stopped it: It answers in Latin.',
    ],
    ['the watch', ['Threshold Crossed'], 'regression-alarm', byRegression.reason.message],
  ])('is named while it shifts, by what the alarm says: %s', async (_, red, decidedBy, reason) => {
    const { ports, ledger } = platform({ ending: byRegression, red });
    const alarms = { ...manifest.alarms, regression: 'chat-regression' };
    await ledger.open(newRelease, JSON.stringify({ ...manifest, alarms }));
    const gates = [gateRecord('chat', 'before-traffic', 'pass')];
    await applyEvent(ledger, 'd-1', { kind: 'judged', at: 2000, phase: 'before-traffic', gates });
    await closeRelease('d-1', ports);
    expect(await ledger.read('d-1')).toMatchObject({ decidedBy, reasons: [{ message: reason }] });
  });
});
