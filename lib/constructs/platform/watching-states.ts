import { BROKEN_LOOK, expression, IS_RELEASE } from './gate-run-expressions';
import { CAUGHT, invocation, STEP_SECONDS } from './task-states';

/** What a gate run calls of the watch. */
export interface WatchTargets {
  /** Takes the last look. */
  readonly watcherArn: string;
  /** The state machine of watches. */
  readonly machineArn: string;
}

/** A release whose watch has a last look to take. */
export const IS_WATCHED_RELEASE = IS_RELEASE.replace(
  /^\{% (.*) %\}$/,
  "{% ($type($states.input) = 'object' ? $type($states.input.settleSeconds) = 'number' : false) and $1 %}",
);
/** What the last look answered stays beside the release, until the gates were asked. */
const LAST_LOOK = "{% $merge([$states.input, { 'watched': $states.result.Payload }]) %}";
const BROKEN_LAST_LOOK = expression(`$merge([$states.input, {
  'watched': ${BROKEN_LOOK}
}])`);
/** Whether traffic is to be watched that the answer lets move. */
export const IS_TO_BE_WATCHED = expression(`(
  $decided := $states.input;
  $type($decided) = 'object'
    ? ($type($decided.status) = 'string' and $type($decided.watch) = 'boolean'
      ? ($decided.status = 'Succeeded' and $decided.watch) : false)
    : false
)`);

/**
 * Once all traffic has moved: what was counted until then is waited for, and the watch takes its last look. Whatever breaks
 * in it is for the decider, who knows which gates count.
 */
export function lastLook(partition: string, { watcherArn }: WatchTargets) {
  return {
    WaitForMetrics: {
      Type: 'Wait',
      Seconds: '{% $states.input.settleSeconds %}',
      Output: '{% $states.input %}',
      Next: 'LastLook',
    },
    LastLook: {
      ...invocation(partition, watcherArn, {
        deploymentId: '{% $states.input.release.id %}',
        lastSince: '{% $states.context.Execution.StartTime %}',
      }),
      TimeoutSeconds: STEP_SECONDS,
      Output: LAST_LOOK,
      Catch: [
        { ErrorEquals: ['States.DataLimitExceeded'], Output: BROKEN_LAST_LOOK, Next: 'Ask' },
        { ErrorEquals: ['States.ALL'], Output: BROKEN_LAST_LOOK, Next: 'Ask' },
      ],
      Next: 'Ask',
    },
  };
}

const ALREADY_WATCHED = 'StepFunctions.ExecutionAlreadyExistsException';

/** Before traffic may move, so that none moves unwatched. A watch that is there already is that of this deployment. */
export function startWatch(partition: string, { machineArn }: WatchTargets) {
  const asItWas = { Output: '{% $states.input %}', Next: 'Answer' };
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::states:startExecution`,
    Arguments: {
      StateMachineArn: machineArn,
      Name: "{% $states.context.Execution.Input.deploymentId & '-watch' %}",
      Input: { deploymentId: '{% $states.context.Execution.Input.deploymentId %}' },
    },
    TimeoutSeconds: STEP_SECONDS,
    Retry: [
      { ErrorEquals: [ALREADY_WATCHED], MaxAttempts: 0 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 5, BackoffRate: 2, JitterStrategy: 'FULL' },
    ],
    ...asItWas,
    Catch: [{ ErrorEquals: [ALREADY_WATCHED], ...asItWas }, CAUGHT],
  };
}
