import { HOOK_PHASES, type HookPhase } from '../../../../lib/domain/gate/phase';
import { goesWrong, happens, type Action } from './action';
import type { Deployment, PhaseState, State } from './state';

export const STAGE: Readonly<Record<HookPhase, 'before' | 'after'>> = {
  'before-traffic': 'before',
  'after-traffic': 'after',
};

/** What CodeDeploy can do next, and what can be done to it. */
export function codeDeployActions(state: State): readonly Action[] {
  return [...lifecycle(state), ...interruptions(state), ...rollback(state)];
}

function lifecycle(state: State): readonly Action[] {
  switch (state.deployment.stage) {
    case 'created':
      return [happens('CodeDeploy calls the hook before the traffic', calls(state, 'before-traffic'))];
    case 'shifting':
      return [happens('CodeDeploy calls the hook at 100 %', calls(state, 'after-traffic'))];
    case 'before':
      return answered(state, 'before-traffic');
    case 'after':
      return answered(state, 'after-traffic');
    case 'succeeded':
    case 'ended':
      return [];
  }
}

function calls(state: State, phase: HookPhase): State {
  const called: PhaseState = { ...state.phases[phase], run: 'called' };
  return {
    ...state,
    deployment: { ...state.deployment, stage: STAGE[phase] },
    phases: { ...state.phases, [phase]: called },
  };
}

function answered(state: State, phase: HookPhase): readonly Action[] {
  const { answer } = state.phases[phase];
  switch (answer) {
    case 'none':
      return hourPasses(state, phase);
    case 'Failed':
    case 'timeout':
      return [happens('CodeDeploy ends the deployment: its hook failed', ended(state, 'due'))];
    case 'Succeeded': {
      const { deployment } = state;
      if (phase === 'before-traffic') {
        return [
          happens('CodeDeploy moves traffic to green', {
            ...state,
            deployment: { ...deployment, stage: 'shifting', moved: true },
          }),
        ];
      }
      return [
        happens('the deployment succeeds', ended({ ...state, deployment: { ...deployment, stage: 'succeeded' } })),
      ];
    }
  }
}

/** CodeDeploy's own hour is what is left when nobody answers; with somebody still about to, that is a fault. */
function hourPasses(state: State, phase: HookPhase): readonly Action[] {
  const of = state.phases[phase];
  const then = { ...state, phases: { ...state.phases, [phase]: { ...of, answer: 'timeout' as const } } };
  const what = `the hour of the ${phase} hook passes`;
  const nobodyLeft = of.run === 'over' && of.resorts.length === 0;
  return nobodyLeft ? [happens(what, then)] : goesWrong(what, state, then);
}

/** An alarm or a person may end a deployment at any time, by which nothing has gone wrong. */
function interruptions(state: State): readonly Action[] {
  const { stage } = state.deployment;
  if (stage === 'succeeded' || stage === 'ended') return [];
  return [
    happens('an alarm stops the deployment', ended(state, 'due')),
    // Before any traffic there is nothing that would have to be put back.
    ...(state.deployment.moved
      ? [happens('somebody stops the deployment, without a rollback', ended(state, 'none'))]
      : []),
  ];
}

function ended(state: State, putsBack: 'due' | 'none' = 'none'): State {
  const { deployment, events } = state;
  const stage = deployment.stage === 'succeeded' ? 'succeeded' : 'ended';
  return { ...state, deployment: { ...deployment, stage, rollback: putsBack }, events: [...events, 'end'] };
}

function rollback(state: State): readonly Action[] {
  const { deployment, events, release } = state;
  const becomes = (change: Partial<Deployment>, event?: 'rollback'): State => ({
    ...state,
    deployment: { ...deployment, ...change },
    events: event ? [...events, event] : events,
  });
  const forgets =
    // Groups and applications are deleted after their releases; one that no hook, event or sweep saw is not meant.
    deployment.known && release && (deployment.stage === 'succeeded' || deployment.stage === 'ended')
      ? goesWrong('CodeDeploy forgets the deployment', state, becomes({ known: false }))
      : [];
  switch (deployment.rollback) {
    case 'due':
      return [...forgets, happens('CodeDeploy begins the rollback', becomes({ rollback: 'under-way' }))];
    case 'under-way':
      return [
        ...forgets,
        happens('the rollback succeeds', becomes({ rollback: 'succeeded' }, 'rollback')),
        ...goesWrong('the rollback fails', state, becomes({ rollback: 'failed' }, 'rollback')),
      ];
    case 'none':
    case 'succeeded':
    case 'failed':
      return forgets;
  }
}

/** The answer of a hook as CodeDeploy takes it: the first one while it waits for it, and none after that. */
export function answer(state: State, phase: HookPhase, status: 'Succeeded' | 'Failed'): State {
  const of = state.phases[phase];
  if (state.deployment.stage !== STAGE[phase] || of.answer !== 'none') return state;
  return { ...state, phases: { ...state.phases, [phase]: { ...of, answer: status } } };
}

export const EACH_PHASE = HOOK_PHASES;
