import { notRun, type Verdict } from '../../lib/domain/gate/verdict';
import { openRelease, type GateRecord, type Release } from '../../lib/domain/release/release';
import { answerHook, type HookPorts } from '../../lambdas/traffic-hook/answer-hook';

const MANIFEST = JSON.stringify({
  schema: 1,
  gates: { bucket: 'b', key: 'k' },
  releaseRoleArn: 'arn:aws:iam::123456789012:role/sluice/default/r',
  alarms: { 'error-rate': 'alarm-1' },
});

const passed: Verdict = {
  outcome: 'pass',
  reasons: [{ code: 'probes-passed', message: '3 of 3 probes passed.' }],
  evidence: { source: 'probes', sampleSize: 3, windowMs: 10, figures: {} },
};

function platform(verdict: Verdict = passed) {
  const releases = new Map<string, Release>();
  const manifests = new Map<string, string | undefined>();
  const gates: GateRecord[] = [];
  const answers: string[] = [];
  const asked: string[] = [];
  const ledger: HookPorts['ledger'] = {
    open: (known, manifest) => {
      const release = releases.get(known.id) ?? openRelease(known);
      releases.set(known.id, release);
      if (!manifests.has(known.id)) manifests.set(known.id, manifest);
      return Promise.resolve(release);
    },
    read: (id) => Promise.resolve(releases.get(id)),
    replace: (next) => {
      releases.set(next.id, next);
      return Promise.resolve(true);
    },
    recordGate: (_, gate) => {
      gates.push(gate);
      return Promise.resolve();
    },
    manifest: (id) => Promise.resolve(manifests.get(id)),
  };
  const ports: HookPorts = {
    phase: 'before-traffic',
    platformName: 'default',
    deployments: {
      describe: (id) =>
        Promise.resolve({
          id,
          deploymentGroup: 'group',
          functionName: 'fn',
          aliasName: 'live',
          currentVersion: '1',
          targetVersion: '2',
          createdAt: 0,
        }),
      answerHook: (_, executionId, status) => {
        answers.push(`${executionId} ${status}`);
        return Promise.resolve();
      },
    },
    ledger,
    parameters: { read: () => Promise.resolve(MANIFEST) },
    ask: () => {
      asked.push('gates');
      return Promise.resolve([{ name: 'health', phase: 'before-traffic', mode: 'enforce', verdict, at: 1 }]);
    },
    now: () => 1,
    remainingMs: () => 900_000,
  };
  return { ports, releases, gates, answers, asked };
}

const EVENT = { DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'x' };
const breaks = () => Promise.reject(new Error('it broke'));

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

describe('the hook', () => {
  it('answers Succeeded when every gate passed, and keeps what they said', async () => {
    const { ports, releases, gates, answers } = platform();

    await answerHook(EVENT, ports);

    expect(answers).toEqual(['x Succeeded']);
    expect(gates).toHaveLength(1);
    expect(releases.get('d-1')?.state).toBe('shifting');
  });

  it.each(['fail', 'inconclusive'] as const)('answers Failed when a gate says %s', async (outcome) => {
    const { ports, releases, answers } = platform({ ...notRun({ code: 'x', message: 'It was slow.' }), outcome });

    await answerHook(EVENT, ports);

    expect(answers).toEqual(['x Failed']);
    expect(releases.get('d-1')).toMatchObject({
      state: 'refused',
      decidedBy: 'health',
      reasons: [{ code: 'x', message: 'It was slow.' }],
    });
  });

  const BROKEN: readonly (readonly [name: string, broken: (ports: HookPorts) => HookPorts])[] = [
    ['CodeDeploy cannot be asked', (ports) => ({ ...ports, deployments: { ...ports.deployments, describe: breaks } })],
    ['the manifest cannot be read', (ports) => ({ ...ports, parameters: { read: breaks } })],
    ['the manifest is not one', (ports) => ({ ...ports, parameters: { read: () => Promise.resolve('{"schema":9}') } })],
    ['the manifest is not JSON', (ports) => ({ ...ports, parameters: { read: () => Promise.resolve('<html>') } })],
    ['the gates cannot be asked', (ports) => ({ ...ports, ask: breaks })],
    ...(['open', 'read', 'replace', 'recordGate', 'manifest'] as const).map(
      (operation): readonly [string, (ports: HookPorts) => HookPorts] => [
        `the ledger fails at ${operation}`,
        (ports) => ({ ...ports, ledger: { ...ports.ledger, [operation]: breaks } }),
      ],
    ),
  ];

  it.each(BROKEN)('answers Failed, once, when %s', async (_, broken) => {
    const { ports, answers } = platform();

    await answerHook(EVENT, broken(ports));

    expect(answers).toEqual(['x Failed']);
  });

  it('says in the ledger why it could not ask the gates', async () => {
    const { ports, releases } = platform();

    await answerHook(EVENT, { ...ports, parameters: { read: breaks } });

    expect(releases.get('d-1')).toMatchObject({
      state: 'refused',
      decidedBy: 'hook',
      reasons: [{ code: 'hook-broke', message: 'The gates could not be asked: Error: it broke.' }],
    });
  });

  it('answers Failed when its own time runs out before the gates are done', async () => {
    const { ports, answers, releases } = platform();

    await answerHook(EVENT, { ...ports, ask: () => new Promise(() => undefined), remainingMs: () => 30_000 });

    expect(answers).toEqual(['x Failed']);
    expect(releases.get('d-1')?.reasons[0]?.message).toContain("the hook's own time");
  });

  it('lets a rollback through without asking anything', async () => {
    const { ports, answers, asked } = platform(notRun({ code: 'x', message: 'x' }));
    const describe = async (id: string) => ({ ...(await ports.deployments.describe(id)), rollsBack: 'd-0' });

    await answerHook(EVENT, { ...ports, deployments: { ...ports.deployments, describe } });

    expect(answers).toEqual(['x Succeeded']);
    expect(asked).toEqual([]);
  });

  it('answers a hook that is delivered twice the same way twice', async () => {
    const { ports, answers } = platform();

    await answerHook(EVENT, ports);
    await answerHook(EVENT, ports);

    expect(answers).toEqual(['x Succeeded', 'x Succeeded']);
  });

  it('does not let a release through that it refused before, even if the gates would pass now', async () => {
    const { ports, answers } = platform();

    await answerHook(EVENT, { ...ports, ask: breaks });
    await answerHook(EVENT, ports);

    expect(answers).toEqual(['x Failed', 'x Failed']);
  });
});
