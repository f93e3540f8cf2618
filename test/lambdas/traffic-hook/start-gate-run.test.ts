import { startGateRun } from '../../../lambdas/traffic-hook/start-gate-run';
import { HOOK_PHASES } from '../../../lib/domain/gate/phase';

const EVENT = { DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'secret' };

function platform(start: () => Promise<void> = () => Promise.resolve()) {
  const started: unknown[] = [];
  const gateRuns = {
    start: (input: unknown) => {
      started.push(input);
      return start();
    },
  };
  return { gateRuns, started };
}

describe('a hook', () => {
  it.each(HOOK_PHASES)('starts the gate run of its phase, and answers nothing itself: %s', async (phase) => {
    const { gateRuns, started } = platform();
    await startGateRun(EVENT, { phase, gateRuns });
    expect(started).toEqual([{ deploymentId: 'd-1', hookExecutionId: 'secret', phase }]);
  });

  it('throws what keeps it from starting, so that the last resort answers', async () => {
    const { gateRuns } = platform(() => Promise.reject(new Error('throttled')));
    await expect(startGateRun(EVENT, { phase: 'before-traffic', gateRuns })).rejects.toThrow('throttled');
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'd-1'],
    ['no deployment', { LifecycleEventHookExecutionId: 'secret' }],
    ['no execution id', { DeploymentId: 'd-1' }],
    ['an empty deployment', { ...EVENT, DeploymentId: '' }],
    ['a number for the execution id', { ...EVENT, LifecycleEventHookExecutionId: 7 }],
    ['a third field', { ...EVENT, Phase: 'before-traffic' }],
  ])('starts nothing by an event that is not CodeDeploy’s: %s', async (_, event) => {
    const { gateRuns, started } = platform();
    await expect(startGateRun(event, { phase: 'before-traffic', gateRuns })).rejects.toThrow(
      "The hook's event cannot be understood",
    );
    expect(started).toEqual([]);
  });
});
