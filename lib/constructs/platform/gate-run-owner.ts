/** On whose behalf the gates are asked: what the run is told, and whom it answers. */
export interface GateRunOwner {
  readonly comment: string;
  /** What the opener is given. */
  readonly opens: Readonly<Record<string, unknown>>;
  /** What the decider is given beside the gates and their answers. */
  readonly decides: Readonly<Record<string, unknown>>;
  /** The kind of answer by which the opener says that nothing is to be asked, and what is answered then. */
  readonly unasked: { readonly state: string; readonly kind: string; readonly status: string };
  /** Tries of a gate beside those for Lambda's own troubles. */
  readonly askRetries: readonly object[];
  /** The state that gives the answer, without its ways on. */
  readonly answer: Readonly<Record<string, unknown>>;
  /** The errors that say that nobody waits for this answer: then the run has nothing more to do. */
  readonly notAwaited?: readonly string[];
  /** What the last resort is given beside the error. */
  readonly rescues: Readonly<Record<string, unknown>>;
}

/** The hook that the execution was started for. */
const DEPLOYMENT_ID = '{% $states.context.Execution.Input.deploymentId %}';
const HOOK_EXECUTION_ID = '{% $states.context.Execution.Input.hookExecutionId %}';
const PHASE = '{% $states.context.Execution.Input.phase %}';

const ALREADY_ANSWERED = 'CodeDeploy.LifecycleEventAlreadyCompletedException';
/** No hook of the deployment: somebody else called the hook's function, and must not refuse the release by it. */
const NO_HOOK = 'CodeDeploy.InvalidLifecycleEventHookExecutionIdException';

const ANSWER_SECONDS = 30;

/** With full jitter the ten waits take about half of their 210 seconds: throttling of a minute or so is outlasted. */
const ANSWER_RETRIES = [
  { ErrorEquals: [ALREADY_ANSWERED], MaxAttempts: 0 },
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    MaxAttempts: 10,
    BackoffRate: 2,
    MaxDelaySeconds: 30,
    JitterStrategy: 'FULL',
  },
];

/** The hook of a CodeDeploy deployment. */
export function codeDeployHook(partition: string): GateRunOwner {
  return {
    comment: 'Asks the gates of one phase of a release and answers CodeDeploy',
    opens: { deploymentId: DEPLOYMENT_ID, phase: PHASE },
    decides: { deploymentId: DEPLOYMENT_ID, phase: PHASE },
    unasked: { state: 'IsRollback', kind: 'rollback', status: 'Succeeded' },
    askRetries: [],
    answer: {
      Type: 'Task',
      Resource: `arn:${partition}:states:::aws-sdk:codedeploy:putLifecycleEventHookExecutionStatus`,
      Arguments: {
        DeploymentId: DEPLOYMENT_ID,
        LifecycleEventHookExecutionId: HOOK_EXECUTION_ID,
        Status: '{% $states.input.status %}',
      },
      TimeoutSeconds: ANSWER_SECONDS,
      Retry: ANSWER_RETRIES,
    },
    notAwaited: [ALREADY_ANSWERED, NO_HOOK],
    rescues: { deploymentId: DEPLOYMENT_ID, hookExecutionId: HOOK_EXECUTION_ID, phase: PHASE },
  };
}
