import { answerHook, type HookPorts } from '../../../lambdas/traffic-hook/answer-hook';
import { gateRecord } from '../../domain/release/example-release';
import { InMemoryLedger } from '../../domain/release/in-memory-ledger';

const EVENT = { DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'secret' };
const MANIFEST = {
  schema: 1,
  gates: { bucket: 'assets', key: 'gates.json' },
  releaseRoleArn: 'arn:aws:iam::123456789012:role/sluice/main/chat',
  alarms: {},
};

/** A platform in memory. Every call of a port is counted, and the calls that a test picks are broken. */
function platform(breaks: (call: number, port: string) => boolean = () => false) {
  const ledger = new InMemoryLedger();
  const answers: string[] = [];
  const calls: string[] = [];
  const at = <T>(port: string, work: () => Promise<T>): Promise<T> => {
    calls.push(port);
    return breaks(calls.length, port) ? Promise.reject(new Error(`${port} broke`)) : work();
  };
  const ports: HookPorts = {
    phase: 'before-traffic',
    platformName: 'main',
    deployments: {
      describe: (id) =>
        at('describe', () =>
          Promise.resolve({
            id,
            deploymentGroup: 'chat-live',
            functionName: 'chat',
            aliasName: 'live',
            currentVersion: '7',
            targetVersion: '8',
            createdAt: 1000,
          }),
        ),
      answerHook: (id, executionId, status) => {
        answers.push(`${id} ${executionId} ${status}`);
        return Promise.resolve();
      },
    },
    ledger: {
      open: (known, manifest) => at('open', () => ledger.open(known, manifest)),
      read: (id) => at('read', () => ledger.read(id)),
      manifest: (id) => at('manifest', () => ledger.manifest(id)),
      replace: (next) => at('replace', () => ledger.replace(next)),
      recordGate: (id, gate) => at('recordGate', () => ledger.recordGate(id, gate)),
    },
    parameters: { read: (name) => at(`parameter ${name}`, () => Promise.resolve(JSON.stringify(MANIFEST))) },
    ask: () => at('ask', () => Promise.resolve([gateRecord('health', 'before-traffic', 'pass')])),
    now: () => 2000,
    remainingMs: () => 900_000,
  };
  return { ports, ledger, answers, calls };
}

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('a hook whose ports break', () => {
  /** What the hook calls when nothing breaks, so that each call can be broken in turn. */
  const order = [
    'describe',
    'manifest',
    'parameter /sluice/main/releases/chat-live',
    'open',
    'ask',
    'recordGate',
    'read',
    'replace',
  ];

  it('calls its ports in the order that the other tests break them in', async () => {
    const { ports, calls } = platform();
    await answerHook(EVENT, ports);
    expect(calls).toEqual(order);
  });

  it.each(order.map((port, index) => [index + 1, port] as const))(
    'answers Failed, once, and lets nothing through when call %i, of %s, breaks',
    async (nth) => {
      const { ports, answers, ledger } = platform((call) => call === nth);
      await answerHook(EVENT, ports);
      expect(answers).toEqual(['d-1 secret Failed']);
      expect((await ledger.read('d-1'))?.state).not.toBe('shifting');
    },
  );

  it.each(order.map((port, index) => [index + 1, port] as const))(
    'answers Failed, once, when every call from %i on, of %s, breaks',
    async (nth) => {
      const { ports, answers } = platform((call) => call >= nth);
      await answerHook(EVENT, ports);
      expect(answers).toEqual(['d-1 secret Failed']);
    },
  );

  it('breaks itself where CodeDeploy cannot be answered, so that its platform sees it', async () => {
    const { ports } = platform();
    const answerFails = () => Promise.reject(new Error('throttled'));
    await expect(
      answerHook(EVENT, { ...ports, deployments: { ...ports.deployments, answerHook: answerFails } }),
    ).rejects.toThrow('throttled');
  });

  it('says in its log what broke, and keeps the execution id out of it', async () => {
    const { ports } = platform((_, port) => port === 'describe');
    await answerHook(EVENT, ports);
    const logged = JSON.stringify(jest.mocked(console.error).mock.calls);
    expect(logged).toContain('describe broke');
    expect(logged).toContain('d-1');
    expect(logged).not.toContain('secret');
  });

  it('answers by the state that another writer kept in between', async () => {
    let raced = false;
    const { ports, ledger, answers } = platform();
    const replace: HookPorts['ledger']['replace'] = async (next) => {
      if (!raced) {
        raced = true;
        await answerHook(EVENT, { ...ports, ask: () => Promise.reject(new Error('no role')) });
      }
      return ledger.replace(next);
    };
    await answerHook(EVENT, { ...ports, ledger: { ...ports.ledger, replace } });
    expect(answers).toEqual(['d-1 secret Failed', 'd-1 secret Failed']);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'refused', decidedBy: 'hook' });
  });
});

describe('the hook after the traffic', () => {
  it('goes by the manifest that the release was opened with, and reads no parameter', async () => {
    const { ports, calls } = platform();
    await answerHook(EVENT, ports);
    const before = calls.length;
    const asked: unknown[] = [];
    await answerHook(EVENT, {
      ...ports,
      phase: 'after-traffic',
      parameters: { read: () => Promise.resolve('{"schema":9}') },
      ask: (manifest, release) => {
        asked.push(manifest, release.state);
        return Promise.resolve([gateRecord('chat', 'after-traffic', 'pass')]);
      },
    });
    expect(asked).toEqual([MANIFEST, 'shifting']);
    expect(calls.slice(before)).toEqual(['describe', 'manifest', 'open', 'recordGate', 'read', 'replace']);
  });

  it('lets a release through to its verification, or refuses it', async () => {
    for (const outcome of ['pass', 'fail'] as const) {
      const { ports, answers, ledger } = platform();
      await answerHook(EVENT, ports);
      const ask = () => Promise.resolve([gateRecord('chat', 'after-traffic', outcome)]);
      await answerHook(EVENT, { ...ports, phase: 'after-traffic', ask });
      expect(answers[1]).toBe(`d-1 secret ${outcome === 'pass' ? 'Succeeded' : 'Failed'}`);
      expect((await ledger.read('d-1'))?.state).toBe(outcome === 'pass' ? 'verifying' : 'refused');
      expect(ledger.gates.map(({ name }) => name)).toEqual(['health', 'chat']);
    }
  });

  it('answers Failed where the hook before the traffic never let the release through', async () => {
    const { ports, answers } = platform();
    const ask = () => Promise.resolve([gateRecord('chat', 'after-traffic', 'pass')]);
    await answerHook(EVENT, { ...ports, phase: 'after-traffic', ask });
    expect(answers).toEqual(['d-1 secret Failed']);
  });
});

describe('a hook that is short of time', () => {
  it('waits for its gates until 30 seconds are left, then answers Failed and says after how long', async () => {
    jest.useFakeTimers();
    const { ports, answers, ledger } = platform();
    const done = answerHook(EVENT, { ...ports, ask: () => new Promise(() => undefined) });
    await jest.advanceTimersByTimeAsync(869_999);
    expect(answers).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    await done;
    expect(answers).toEqual(['d-1 secret Failed']);
    expect((await ledger.read('d-1'))?.reasons).toEqual([
      { code: 'hook-broke', message: "The gates were not done after 870 s, the hook's own time." },
    ]);
  });

  it('does not change its answer for gates that pass too late', async () => {
    jest.useFakeTimers();
    const { ports, answers, ledger } = platform();
    const late = new Promise<[ReturnType<typeof gateRecord>]>((resolve) => {
      setTimeout(resolve, 880_000, [gateRecord('health', 'before-traffic', 'pass')]);
    });
    const done = answerHook(EVENT, { ...ports, ask: () => late });
    await jest.advanceTimersByTimeAsync(900_000);
    await done;
    expect(answers).toEqual(['d-1 secret Failed']);
    expect(ledger.gates.map(({ name }) => name)).toEqual(['hook']);
  });

  it('leaves no timer behind when its gates are done in time', async () => {
    jest.useFakeTimers();
    const { ports } = platform();
    await answerHook(EVENT, ports);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('answers Failed at once where less than 30 seconds are left from the beginning', async () => {
    jest.useFakeTimers();
    const { ports, answers } = platform();
    const done = answerHook(EVENT, { ...ports, ask: () => new Promise(() => undefined), remainingMs: () => 10_000 });
    await jest.advanceTimersByTimeAsync(0);
    await done;
    expect(answers).toEqual(['d-1 secret Failed']);
  });
});
