import type { MovingDeployment } from '../../lib/domain/rollback/rollback-ports';
import type { ServingAlias } from '../../lib/domain/rollback/rollback-plan';
import { rollBack, type RollbackPorts } from '../../lib/flow/roll-back';

const ORDER = {
  ...{ application: 'releases', deploymentGroup: 'chat-live', functionName: 'chat', aliasName: 'live' },
  claim: { by: 'jane', because: 'It answers in Latin.' },
  waits: true,
};
const TEXT = 'sluice rollback by jane: It answers in Latin.';

/** What CodeDeploy is like meanwhile. Times are seconds since the beginning. */
interface World {
  /** When the alarm stops the deployment `d-2`, once it rings. */
  readonly alarmStopsAfter?: number;
  readonly mayRing?: boolean;
  /** Whether another deployment is under way by now. */
  readonly isBusy?: boolean;
  /** How the deployment ends that puts back. */
  readonly ends?: MovingDeployment;
}

function world({ alarmStopsAfter = Infinity, mayRing = true, isBusy = false, ends }: World = {}) {
  const done: string[] = [];
  let [at, rungAt, stoppedAt, startedAt] = [0, Infinity, Infinity, Infinity];
  const hasStopped = () => at >= Math.min(rungAt + alarmStopsAfter * 1000, stoppedAt);
  const isOver = () => hasStopped() || at >= startedAt + 3000;
  const serving = (): ServingAlias => ({
    version: isOver() && ends?.status !== 'Failed' ? '7' : '8',
    versions: ['7', '8'],
  });
  const ports: RollbackPorts = {
    aliases: {
      serving: () => Promise.resolve(serving()),
      clearWeights: () => {
        done.push('weights cleared');
        startedAt = Math.min(startedAt, at - 3000);
        return Promise.resolve();
      },
    },
    deployments: {
      start: ({ from, to, text }) => {
        if (isBusy) return Promise.resolve(undefined);
        done.push(`deployed ${from} to ${to}: ${text}`);
        startedAt = at;
        return Promise.resolve('d-3');
      },
      stop: (id) => {
        done.push(`stopped ${id} after ${at / 1000} s`);
        stoppedAt = at + 2000;
        return Promise.resolve();
      },
      find: (id) => {
        const under = { status: 'InProgress', isRollback: id !== 'd-2' };
        if (!isOver()) return Promise.resolve(under);
        if (id === 'd-2') return Promise.resolve({ status: 'Stopped', isRollback: false, rolledBackBy: 'd-4' });
        return Promise.resolve(ends ?? { status: 'Succeeded', isRollback: true });
      },
    },
    alarms: {
      ring: (alarm, text) => {
        if (!mayRing) return Promise.reject(new Error('AccessDenied'));
        done.push(`rung ${alarm} after ${at / 1000} s: ${text}`);
        rungAt = Math.min(rungAt, at);
        return Promise.resolve();
      },
    },
    pause: (ms) => {
      at += ms;
      return Promise.resolve();
    },
    now: () => at,
  };
  return { ports, done, seconds: () => at / 1000 };
}

const STOP = { kind: 'stop', deploymentId: 'd-2', alarm: 'chat-regression', from: '8', to: '7' } as const;
const DEPLOY = { kind: 'deploy', from: '8', to: '7', clearsWeights: false } as const;

describe('a release that is stopped by hand while it shifts', () => {
  it('is stopped by its alarm, which is rung again until CodeDeploy has looked', async () => {
    const { ports, done } = world({ alarmStopsAfter: 12 });
    await expect(rollBack(STOP, ORDER, ports)).resolves.toEqual({
      deploymentId: 'd-2',
      isAnothers: false,
      isBack: true,
    });
    expect(done).toEqual([0, 5, 10].map((second) => `rung chat-regression after ${second} s: ${TEXT}`));
  });

  it('is stopped by a request where the alarm may not be set', async () => {
    const { ports, done } = world({ mayRing: false });
    await expect(rollBack(STOP, ORDER, ports)).resolves.toMatchObject({ isBack: true });
    expect(done).toEqual(['stopped d-2 after 0 s']);
  });

  it('is stopped by a request where CodeDeploy does not heed the alarm', async () => {
    const { ports, done } = world();
    await expect(rollBack(STOP, ORDER, ports)).resolves.toMatchObject({ isBack: true });
    expect(done.at(-1)).toBe('stopped d-2 after 90 s');
  });

  it('is not waited for where nobody wants to', async () => {
    const { ports, done, seconds } = world();
    await expect(rollBack(STOP, { ...ORDER, waits: false }, ports)).resolves.toEqual({
      deploymentId: 'd-2',
      isAnothers: false,
    });
    expect([done.length, seconds()]).toEqual([1, 0]);
  });
});

describe('a version that is put back after the end', () => {
  it('is, by a deployment that says by whom, in seconds', async () => {
    const { ports, done, seconds } = world();
    await expect(rollBack(DEPLOY, ORDER, ports)).resolves.toEqual({
      ...{ deploymentId: 'd-3', isAnothers: false, isBack: true },
    });
    expect(done).toEqual([`deployed 8 to 7: ${TEXT}`]);
    expect(seconds()).toBeLessThan(10);
  });

  it('has the weights of an alias on two versions taken first', async () => {
    const { ports, done } = world();
    await rollBack({ ...DEPLOY, clearsWeights: true }, ORDER, ports);
    expect(done).toEqual(['weights cleared', `deployed 8 to 7: ${TEXT}`]);
  });

  it('is left to whoever was first at the same moment', async () => {
    const { ports, done } = world({ isBusy: true });
    await expect(rollBack(DEPLOY, ORDER, ports)).resolves.toMatchObject({ isAnothers: true, isBack: false });
    expect(done).toEqual([]);
  });

  it('is not, and says why, where the deployment failed', async () => {
    const problem = 'The Lambda function alias version does not match the current version in AppSpec file.';
    const { ports } = world({ ends: { status: 'Failed', isRollback: true, problem } });
    await expect(rollBack(DEPLOY, ORDER, ports)).resolves.toMatchObject({ isBack: false, problem });
  });
});

describe('what is no deployment of ours', () => {
  it('is waited for where somebody is at it', async () => {
    const { ports, done } = world({ alarmStopsAfter: 2 });
    await ports.alarms.ring('chat-regression', 'by somebody');
    done.length = 0;
    await expect(rollBack({ kind: 'wait', deploymentId: 'd-4' }, ORDER, ports)).resolves.toEqual({
      ...{ deploymentId: 'd-4', isAnothers: true, isBack: true },
    });
    expect(done).toEqual([]);
  });

  it('is done once the second version is taken from the alias', async () => {
    const { ports, done } = world();
    await expect(rollBack({ kind: 'clear', from: '8', to: '7' }, ORDER, ports)).resolves.toEqual({
      ...{ isAnothers: false, isBack: true },
    });
    expect(done).toEqual(['weights cleared']);
  });
});
