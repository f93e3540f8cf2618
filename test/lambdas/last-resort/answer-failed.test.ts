import { answerFailed } from '../../../lambdas/last-resort/answer-failed';
import type { LastResortPorts } from '../../../lib/flow/answer-broken-run';
import { applyEvent } from '../../../lib/flow/apply-event';
import { gateRecord, newRelease } from '../../domain/release/example-release';
import { InMemoryLedger } from '../../domain/release/in-memory-ledger';
import { deployment } from '../../domain/release/example-platform';
import { caught, ended, hookFailed } from './example-events';

function platform() {
  const ledger = new InMemoryLedger();
  const answers: string[] = [];
  const ports: LastResortPorts = {
    deployments: {
      describe: () => Promise.resolve(deployment),
      answerHook: (...answer) => {
        answers.push(answer.join(' '));
        return Promise.resolve();
      },
    },
    ledger,
    now: () => 2000,
    remainingMs: () => 60_000,
  };
  return { ports, ledger, answers };
}

const breaks = () => Promise.reject(new Error('it broke'));
const hangs = () => new Promise<never>(() => undefined);
const judgedPass = async (ledger: InMemoryLedger, phase: 'before-traffic' | 'after-traffic') => {
  await ledger.open(newRelease, 'manifest');
  await applyEvent(ledger, 'd-1', { kind: 'judged', at: 1500, phase, gates: [gateRecord('chat', phase, 'pass')] });
};

afterEach(() => {
  jest.useRealTimers();
});

describe('the last resort', () => {
  it('refuses a release that nobody opened, and answers Failed', async () => {
    const { ports, ledger, answers } = platform();
    await answerFailed(caught(), ports);
    expect(answers).toEqual(['d-1 secret Failed']);
    expect(await ledger.read('d-1')).toMatchObject({
      ...newRelease,
      state: 'refused',
      decidedBy: 'gate-run',
      decidedAt: 2000,
      reasons: [{ code: 'gate-run-failed', message: 'The before-traffic gate run failed: States.Timeout.' }],
    });
    expect(await ledger.manifest('d-1')).toBeUndefined();
  });

  it('keeps a failed gate by the name of gate-run', async () => {
    const { ports, ledger } = platform();
    await answerFailed(caught(), ports);
    expect(ledger.gates).toMatchObject([
      {
        name: 'gate-run',
        phase: 'before-traffic',
        at: 2000,
        verdict: { outcome: 'fail', reasons: [{ code: 'gate-run-failed' }], evidence: { sampleSize: 0 } },
      },
    ]);
  });

  it.each([
    [
      'an execution that ran out of time',
      ended({ status: 'TIMED_OUT', error: null, cause: null }),
      'gate-run-timed-out',
    ],
    ['a hook that threw', hookFailed(), 'hook-failed'],
  ])('refuses after the traffic as before it: %s', async (_, event, code) => {
    const { ports, ledger, answers } = platform();
    await judgedPass(ledger, 'before-traffic');
    await answerFailed(event, ports);
    expect(answers).toEqual(['d-1 secret Failed']);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'refused', decidedBy: 'gate-run', reasons: [{ code }] });
  });

  it('takes back a pass whose answer could not be given', async () => {
    const { ports, ledger } = platform();
    await judgedPass(ledger, 'before-traffic');
    await answerFailed(caught(), ports);
    expect((await ledger.read('d-1'))?.state).toBe('refused');
  });

  it('leaves a refusal as it is, and answers again, however often it is called', async () => {
    const { ports, ledger, answers } = platform();
    await answerFailed(caught(), ports);
    const refused = await ledger.read('d-1');
    await answerFailed(ended(), ports);
    await answerFailed(hookFailed(), ports);
    expect(await ledger.read('d-1')).toBe(refused);
    expect(answers).toEqual(['d-1 secret Failed', 'd-1 secret Failed', 'd-1 secret Failed']);
  });

  it('leaves a release that ended as it is', async () => {
    const { ports, ledger, answers } = platform();
    await ledger.open(newRelease);
    const { release } = await applyEvent(ledger, 'd-1', {
      kind: 'deployment-ended',
      at: 1500,
      ending: { status: 'succeeded' },
    });
    await answerFailed(ended(), ports);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'released', decidedAt: release.decidedAt });
    expect(answers).toEqual(['d-1 secret Failed']);
  });

  it('lets a rollback through, without a trace in the ledger', async () => {
    const { ports, ledger, answers } = platform();
    const describe = () => Promise.resolve({ ...deployment, rollsBack: 'd-0' });
    await answerFailed(caught(), { ...ports, deployments: { ...ports.deployments, describe } });
    expect(answers).toEqual(['d-1 secret Succeeded']);
    expect(await ledger.read('d-1')).toBeUndefined();
  });

  const BROKEN: readonly (readonly [string, (ports: LastResortPorts) => LastResortPorts])[] = [
    ['CodeDeploy cannot be asked', (ports) => ({ ...ports, deployments: { ...ports.deployments, describe: breaks } })],
    ...(['open', 'read', 'replace', 'recordGate'] as const).map(
      (operation): readonly [string, (ports: LastResortPorts) => LastResortPorts] => [
        `the ledger fails at ${operation}`,
        (ports) => ({
          ...ports,
          ledger: Object.assign(Object.create(ports.ledger) as LastResortPorts['ledger'], { [operation]: breaks }),
        }),
      ],
    ),
  ];

  it.each(BROKEN)('answers Failed, once, where %s, and then throws, to be tried again', async (_, broken) => {
    const { ports, ledger, answers } = platform();
    await expect(answerFailed(caught(), broken(ports))).rejects.toThrow('it broke');
    expect(answers).toEqual(['d-1 secret Failed']);
    await answerFailed(caught(), ports);
    expect(await ledger.read('d-1')).toMatchObject({ state: 'refused', decidedBy: 'gate-run' });
  });

  it('answers Failed while it has time, where the ledger says nothing at all', async () => {
    jest.useFakeTimers();
    const { ports, answers } = platform();
    const ledger = Object.assign(Object.create(ports.ledger) as LastResortPorts['ledger'], { open: hangs });
    const answering = answerFailed(caught(), { ...ports, ledger }).catch(String);
    await jest.advanceTimersByTimeAsync(29_999);
    expect(answers).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(answers).toEqual(['d-1 secret Failed']);
    expect(await answering).toBe('Error: The reason was not in the ledger after 30 s.');
  });

  it('throws where CodeDeploy cannot be answered, to be tried again', async () => {
    const { ports } = platform();
    const deployments = { ...ports.deployments, answerHook: breaks };
    await expect(answerFailed(caught(), { ...ports, deployments })).rejects.toThrow('it broke');
  });

  it('answers nobody by an event that it does not understand', async () => {
    const { ports, answers } = platform();
    await expect(answerFailed({ deploymentId: 'd-1' }, ports)).rejects.toThrow('cannot be understood');
    expect(answers).toEqual([]);
  });
});
