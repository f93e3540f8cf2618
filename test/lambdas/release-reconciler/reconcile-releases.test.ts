import { NO_HANDS } from '../../flow/no-hands';
import { reconcileReleases } from '../../../lambdas/release-reconciler/reconcile-releases';
import type { ReconcilerPorts } from '../../../lib/flow/reconcile-releases';
import type { DescribedDeployment } from '../../../lib/domain/release/deployments';
import { CREATION_OVER_MS } from '../../../lib/domain/release/first-release';
import { applyEvent } from '../../../lib/flow/apply-event';
import { ROLLBACK_BEGINS_MS } from '../../../lib/domain/release/missed-events';
import type { Message } from '../../../lib/domain/message/message';
import { plainText } from '../../../lib/domain/message/plain-text';
import type { DeploymentEnding } from '../../../lib/domain/release/release-event';
import { MESSAGE_CLAIM_MS } from '../../../lib/domain/release/transition';
import { gateRecord, newFirstRelease, newRelease, stopped } from '../../domain/release/example-release';
import { InMemoryLedger } from '../../domain/release/in-memory-ledger';
import { deployment, manifest } from '../../domain/release/example-platform';
import { InMemoryDebts } from '../../domain/policy/in-memory-debts';
import { noticePorts } from '../../flow/notice-ports';

const LEDGER = { look: 'ledger' };
const CODEDEPLOY = { look: 'codedeploy', hours: 25 };
const NOW = 10 * 3_600_000;

const byAlarm: DeploymentEnding = {
  ...stopped({ trafficMoved: true, rollsBack: true }),
  reason: { code: 'ALARM_ACTIVE', message: 'Activated alarms: <chat-errors>' },
};

/** CodeDeploy that knows these deployments. */
function platform(...known: readonly Partial<DescribedDeployment>[]) {
  const ledger = new InMemoryLedger();
  const { messages, done, ports: noticing } = noticePorts(ledger, () => at);
  const asked: (readonly [string, number])[] = [];
  const deployments = new Map(known.map((one) => [one.id ?? 'd-1', { ...deployment, ...one }]));
  let at = NOW;
  const ports: ReconcilerPorts = {
    application: 'releases',
    deployments: {
      find: (id) => {
        const found = deployments.get(id);
        return Promise.resolve(found ? (found.ending ? found : 'under-way') : 'gone');
      },
      describe: (id) => Promise.resolve(deployments.get(id)!),
      endedSince: (application, since) => {
        asked.push([application, since]);
        return Promise.resolve([...deployments.values()].filter(({ ending }) => ending).map(({ id }) => id));
      },
    },
    ledger,
    ...NO_HANDS,
    ...noticing,
    debts: new InMemoryDebts(),
    attestations: { of: () => Promise.resolve([]) },
    facts: { read: () => Promise.resolve(undefined) },
    metrics: { read: (asked) => Promise.resolve({ series: asked.map(() => new Map([[NOW, 2]])) }) },
  };
  const pass = (ms: number) => {
    at += ms;
  };
  return { ports, ledger, messages, done, asked, pass };
}

/** What happened to the function. */
const subjects = (messages: readonly Message[]) =>
  messages.map(({ headline, service }) => `${headline.slice(0, headline.indexOf(':'))}: ${service}`);
const texts = (messages: readonly Message[]) => messages.map(plainText);

describe('a round through the ledger', () => {
  it('counts what customers had of green, once the message is sent and the metrics are there', async () => {
    const { ports, ledger, pass } = platform({ ending: { status: 'succeeded' } });
    await ledger.open(newRelease);
    await applyEvent(ledger, 'd-1', {
      ...{ kind: 'judged', at: NOW, phase: 'before-traffic' },
      gates: [gateRecord('health', 'before-traffic', 'pass')],
    });
    await reconcileReleases(LEDGER, ports);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'released', messageSentAt: NOW });
    expect((await ledger.read('d-1'))?.counted).toBeUndefined();
    pass(5 * 60_000);
    await reconcileReleases(LEDGER, ports);
    expect(await ledger.read('d-1')).toMatchObject({ counted: { requests: 2, failed: 2 } });
    expect(await ledger.unsettled()).toEqual([]);
  });

  it('ends a release whose end was missed, and says so, once', async () => {
    const { ports, ledger, messages } = platform({ ending: { status: 'succeeded' }, endedAt: NOW });
    await ledger.open(newRelease);
    await reconcileReleases(LEDGER, ports);
    await reconcileReleases(LEDGER, ports);
    expect(subjects(messages)).toEqual(['Released: chat']);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'released', messageSentAt: NOW });
  });

  it('leaves a release alone whose deployment is under way', async () => {
    const { ports, ledger, messages } = platform({});
    const opened = await ledger.open(newRelease);
    await reconcileReleases(LEDGER, ports);
    expect(messages).toEqual([]);
    expect(await ledger.read('d-1')).toBe(opened);
  });

  it('ends a rollback whose end was missed, and names the alarm that caused it', async () => {
    const { ports, ledger, messages } = platform(
      { ending: byAlarm, endedAt: NOW, rolledBackBy: 'd-2' },
      { id: 'd-2', rollsBack: 'd-1', ending: { status: 'succeeded' } },
    );
    await ledger.open(newRelease, JSON.stringify(manifest));
    await reconcileReleases(LEDGER, ports);
    expect(subjects(messages)).toEqual(['Rolled back: chat']);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'rolled-back', decidedBy: 'error-rate-alarm' });
  });

  it('waits for a rollback that is under way', async () => {
    const { ports, ledger, messages } = platform(
      { ending: byAlarm, endedAt: 0, rolledBackBy: 'd-2' },
      { id: 'd-2', rollsBack: 'd-1' },
    );
    await ledger.open(newRelease);
    await reconcileReleases(LEDGER, ports);
    expect(messages).toEqual([]);
    expect((await ledger.read('d-1'))?.state).toBe('rolling-back');
  });

  it('says of a rollback that failed, or that nobody knows any more, that a person has to look', async () => {
    const failed = { id: 'd-2', rollsBack: 'd-1', ending: stopped({ trafficMoved: true, rollsBack: false }) };
    for (const rollback of [[failed], []]) {
      const { ports, ledger, messages } = platform({ ending: byAlarm, endedAt: 0, rolledBackBy: 'd-2' }, ...rollback);
      await ledger.open(newRelease);
      await reconcileReleases(LEDGER, ports);
      expect(subjects(messages)).toEqual(['Failed, and not rolled back: chat']);
    }
  });

  it('gives up a rollback that does not begin', async () => {
    const { ports, ledger, messages, pass } = platform({ ending: byAlarm, endedAt: NOW });
    await ledger.open(newRelease);
    await reconcileReleases(LEDGER, ports);
    expect((await ledger.read('d-1'))?.state).toBe('rolling-back');
    pass(ROLLBACK_BEGINS_MS);
    await reconcileReleases(LEDGER, ports);
    expect(subjects(messages)).toEqual(['Failed, and not rolled back: chat']);
    expect(texts(messages)[0]).toContain('CodeDeploy began no rollback within 15 minutes.');
  });

  it('fails a release whose deployment CodeDeploy does not know any more, with that reason', async () => {
    const { ports, ledger, messages } = platform();
    await ledger.open(newRelease);
    await reconcileReleases(LEDGER, ports);
    expect(texts(messages)[0]).toContain('CodeDeploy does not know deployment d-1 any more');
    expect(await ledger.read('d-1')).toMatchObject({ state: 'failed', decidedBy: 'codedeploy' });
  });

  it('asks CodeDeploy nothing about a first release, and ends it when CloudFormation waits no longer', async () => {
    const { ports, ledger, messages, pass } = platform();
    await ledger.open({ ...newFirstRelease, openedAt: NOW });
    await reconcileReleases(LEDGER, ports);
    expect((await ledger.read('d-1'))?.state).toBe('gating');
    pass(CREATION_OVER_MS);
    await reconcileReleases(LEDGER, ports);
    await reconcileReleases(LEDGER, ports);
    expect(subjects(messages)).toEqual(['Blocked before any traffic: chat']);
    expect(texts(messages)[0]).toContain('The gates of version 8 were not judged.');
  });

  it('sends a message that was not sent, once whoever claimed it must be dead', async () => {
    const { ports, ledger, messages, pass } = platform();
    await ledger.open(newRelease);
    await applyEvent(ledger, 'd-1', { kind: 'deployment-ended', at: NOW, ending: { status: 'succeeded' } });
    await applyEvent(ledger, 'd-1', { kind: 'message-claimed', at: NOW });
    await reconcileReleases(LEDGER, ports);
    expect(messages).toEqual([]);
    pass(MESSAGE_CLAIM_MS);
    await reconcileReleases(LEDGER, ports);
    expect(subjects(messages)).toEqual(['Released: chat']);
    expect(await ledger.unsettled()).toEqual([]);
  });

  it('waits, too, where CodeDeploy names a deployment or its rollback and not yet an end', async () => {
    for (const rolledBackBy of [undefined, 'd-2']) {
      const known = { ...deployment, ...(rolledBackBy ? { ending: byAlarm, endedAt: 0, rolledBackBy } : {}) };
      const { ports, ledger, messages } = platform();
      await ledger.open(newRelease);
      const find: ReconcilerPorts['deployments']['find'] = (id) =>
        Promise.resolve(id === 'd-2' ? { ...deployment, id } : known);
      await reconcileReleases(LEDGER, { ...ports, deployments: { ...ports.deployments, find } });
      expect(messages).toEqual([]);
      expect((await ledger.read('d-1'))?.state).toBe(rolledBackBy ? 'rolling-back' : 'gating');
    }
  });

  it('fails, and at once, a release whose rollback CodeDeploy does not know any more', async () => {
    const { ports, ledger, messages } = platform({ ending: byAlarm, endedAt: NOW, rolledBackBy: 'd-2' });
    await ledger.open(newRelease);
    await reconcileReleases(LEDGER, ports);
    expect(texts(messages)[0]).toContain('CodeDeploy does not know deployment');
    expect((await ledger.read('d-1'))?.state).toBe('failed');
  });

  it('asks CodeDeploy nothing about a release that is gone, or that somebody settled meanwhile', async () => {
    const { ports, ledger, messages } = platform({ ending: { status: 'succeeded' } });
    await ledger.open(newRelease);
    await reconcileReleases(LEDGER, ports);
    const settled = await ledger.read('d-1');
    const applied: string[] = [];
    const unsettled = () => Promise.resolve(['d-1', 'd-gone']);
    const stale = Object.assign(Object.create(ledger) as InMemoryLedger, { unsettled });
    const find: ReconcilerPorts['deployments']['find'] = (id) => {
      applied.push(id);
      return Promise.resolve('gone');
    };
    // Late enough that whoever claimed the message would be dead.
    const now = () => NOW + 10 * MESSAGE_CLAIM_MS;
    await reconcileReleases(LEDGER, { ...ports, now, ledger: stale, deployments: { ...ports.deployments, find } });
    expect([applied, messages.length]).toEqual([[], 1]);
    expect(await ledger.read('d-1')).toBe(settled);
  });

  it('looks at five releases at a time', async () => {
    const { ports, ledger } = platform();
    for (let index = 0; index < 12; index++) await ledger.open({ ...newRelease, id: `d-${index}` });
    const at: number[] = [];
    let under = 0;
    const find: ReconcilerPorts['deployments']['find'] = async () => {
      at.push(++under);
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      under--;
      return 'under-way';
    };
    await reconcileReleases(LEDGER, { ...ports, deployments: { ...ports.deployments, find } });
    expect([at.length, Math.max(...at)]).toEqual([12, 5]);
  });

  it('deals with every release, and then says which it could not deal with', async () => {
    const { ports, ledger, messages } = platform({ ending: { status: 'succeeded' } });
    await ledger.open({ ...newRelease, id: 'd-0' });
    await ledger.open(newRelease);
    const find: ReconcilerPorts['deployments']['find'] = (id) =>
      id === 'd-0' ? Promise.reject(new Error('throttled')) : ports.deployments.find(id);
    const broken = { ...ports, deployments: { ...ports.deployments, find } };
    await expect(reconcileReleases(LEDGER, broken)).rejects.toThrow(
      'These could not be reconciled. d-0: Error: throttled',
    );
    expect(subjects(messages)).toEqual(['Released: chat']);
  });
});

describe('a round through CodeDeploy’s list', () => {
  it('records a deployment that the ledger never heard of', async () => {
    const { ports, ledger, messages, asked } = platform({ ending: stopped({ trafficMoved: false, rollsBack: true }) });
    await reconcileReleases(CODEDEPLOY, ports);
    await reconcileReleases(CODEDEPLOY, ports);
    expect(asked[0]).toEqual(['releases', NOW - 25 * 3_600_000]);
    expect(subjects(messages)).toEqual(['Blocked before any traffic: chat']);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'blocked', messageSentAt: NOW });
  });

  it('takes a rollback for what it is, and asks nothing about a release that is settled', async () => {
    const { ports, ledger, messages } = platform(
      { ending: byAlarm, rolledBackBy: 'd-2' },
      { id: 'd-2', rollsBack: 'd-1', ending: { status: 'succeeded' } },
    );
    await reconcileReleases(CODEDEPLOY, ports);
    expect(await ledger.read('d-2')).toBeUndefined();
    expect(subjects(messages)).toEqual(['Rolled back: chat']);
    const describe = jest.spyOn(ports.deployments, 'describe');
    await reconcileReleases(CODEDEPLOY, ports);
    expect(describe.mock.calls).toEqual([['d-2'], ['d-1']]);
    expect(messages).toHaveLength(1);
  });
});

it.each([{}, { look: 'everywhere' }, { look: 'codedeploy' }, { look: 'ledger', hours: 1 }])(
  'a request that is none is refused: %j',
  async (request) => {
    await expect(reconcileReleases(request, platform().ports)).rejects.toThrow(
      'The request to reconcile releases cannot be understood',
    );
  },
);

describe('a release to which nothing happens any more', () => {
  const HOUR = 3_600_000;

  it('is named in one message with the commands to look, once it takes longer than it can', async () => {
    const { ports, ledger, messages, done, pass } = platform({});
    await ledger.open({ ...newRelease, openedAt: NOW }, JSON.stringify({ ...manifest, shiftMinutes: 30 }));
    pass(3 * HOUR - 1);
    await reconcileReleases(LEDGER, ports);
    expect(messages).toEqual([]);
    pass(1);
    await reconcileReleases(LEDGER, ports);
    pass(30 * HOUR);
    await reconcileReleases(LEDGER, ports);
    expect(messages).toMatchObject([{ kind: 'stuck', needsPerson: true, at: NOW + 3 * HOUR }]);
    expect(messages[0]?.commands.join()).toContain('d-1');
    expect([...done]).toHaveLength(1);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'gating', stuckAt: NOW + 3 * HOUR });
  });

  it('is told to nobody where something happened meanwhile', async () => {
    const { ports, ledger, messages, pass } = platform({});
    await ledger.open({ ...newRelease, openedAt: NOW }, JSON.stringify({ ...manifest, shiftMinutes: 30 }));
    pass(2 * HOUR);
    await applyEvent(ledger, 'd-1', { kind: 'judged', at: ports.now(), phase: 'before-traffic', gates: [] });
    pass(2 * HOUR);
    await reconcileReleases(LEDGER, ports);
    expect(messages.map(({ kind }) => kind)).toEqual(['started']);
  });
});

describe('what was to be said and was not', () => {
  it('is said by a round through the ledger', async () => {
    const { ports, ledger, messages, pass } = platform({});
    await ledger.open(newRelease);
    await applyEvent(ledger, 'd-1', { kind: 'judged', at: NOW, phase: 'before-traffic', gates: [] });
    pass(61_000);
    await reconcileReleases(LEDGER, ports);
    await reconcileReleases(LEDGER, ports);
    expect(messages.map(({ id }) => id)).toEqual(['d-1-started']);
  });
});
