import { BUDGETS } from '../../domain/size/budgets';
import { GATE_RUN_SECONDS, GATES_AT_A_TIME } from '../../domain/gate/hook-time';

/** What the states of a gate run call; ARNs that exist only once deployed are fine. */
export interface GateRunTargets {
  /** `aws`, or the name of another partition. */
  readonly partition: string;
  readonly openerArn: string;
  readonly askerArn: string;
  /** Asks the gates that go on from asking to asking; left out where none is ever asked. */
  readonly qualityAskerArn?: string;
  readonly judgeArn: string;
  readonly lastResortArn: string;
}

/** On whose behalf the gates are asked: what the run is told, and whom it answers. */
export interface GateRunOwner {
  readonly comment: string;
  /** What the opener is given. */
  readonly opens: Readonly<Record<string, unknown>>;
  /** What the judge is given beside the gates and their answers. */
  readonly judges: Readonly<Record<string, unknown>>;
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

/** A function has one minute; the rest is for calling it. */
const STEP_SECONDS = 90;
const ANSWER_SECONDS = 30;

/** What a character takes in JSON at most: a control character is written with six. */
const CHARACTER_BYTES = 6;
/** What is kept of the name of an error; Lambda puts no limit to it. */
const ERROR_CHARACTERS = 64;
/** What is kept of a broken gate's cause: no more than its answer could have had, as those of all gates go on together. */
const CAUSE_CHARACTERS = `$min([
  ${Math.floor(BUDGETS.brokenGate / CHARACTER_BYTES) - ERROR_CHARACTERS},
  $floor((${BUDGETS.answersOfPhase} / $states.input.request.gates - ${BUDGETS.aroundVerdict}) / ${CHARACTER_BYTES}) - ${ERROR_CHARACTERS}
])`;

/** The hook that the execution was started for. */
const DEPLOYMENT_ID = '{% $states.context.Execution.Input.deploymentId %}';
const HOOK_EXECUTION_ID = '{% $states.context.Execution.Input.hookExecutionId %}';
const PHASE = '{% $states.context.Execution.Input.phase %}';

const ALREADY_ANSWERED = 'CodeDeploy.LifecycleEventAlreadyCompletedException';
/** No hook of the deployment: somebody else called the hook's function, and must not refuse the release by it. */
const NO_HOOK = 'CodeDeploy.InvalidLifecycleEventHookExecutionIdException';

/** An error in one state of the run: its state gives up, and the last resort answers. */
const CAUGHT = {
  ErrorEquals: ['States.ALL'],
  Output: {
    error: '{% $states.errorOutput.Error %}',
    cause: "{% $exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : '' %}",
  },
  Next: 'Rescue',
};

/** How a gate broke, beside what it was asked by: one that can go on from what it has kept is asked to. */
const BROKEN_GATE = expression(`$merge([$states.input, {
  'broken': {
    'error': $substring($states.errorOutput.Error, 0, ${ERROR_CHARACTERS}),
    'cause': $exists($states.errorOutput.Cause) ? $substring($states.errorOutput.Cause, 0, ${CAUSE_CHARACTERS}) : ''
  }
}])`);
/** In place of a gate's answer, so that the judge sees which gate broke, and why. */
const BROKEN_ANSWER = { name: '{% $states.input.name %}', broken: '{% $states.input.broken %}' };

/** What one gate is asked by, from the list of gates that the opener answered. */
const ITEM = {
  name: '{% $states.context.Map.Item.Value.name %}',
  deadlineSeconds: '{% $states.context.Map.Item.Value.deadlineSeconds %}',
  retry: '{% $exists($states.context.Map.Item.Value.retry) ? $states.context.Map.Item.Value.retry : null %}',
  attempt: 1,
  resumes: '{% $exists($states.context.Map.Item.Value.resumes) ? $states.context.Map.Item.Value.resumes : null %}',
  resumed: 0,
  // As one expression: what a gate has not is left out of it, where a field without a value would be an error.
  request: expression(`{
    'name': $states.context.Map.Item.Value.name,
    'release': $states.input.release,
    'gateFile': $states.input.gateFile,
    'releaseRoleArn': $states.input.releaseRoleArn,
    'functionArn': $states.context.Map.Item.Value.functionArn,
    'gates': $count($states.input.gates)
  }`),
};

/** The answer stays beside what it was asked by, until it is clear whether the gate is asked again. */
const ANSWERED = "{% $merge([$states.input, { 'answer': $states.result.Payload }]) %}";
const ASKED_AGAIN = "{% $merge([$states.input, { 'attempt': $states.input.attempt + 1 }]) %}";
const GOES_ON = "{% $merge([$states.input, { 'resumed': $states.input.resumed + 1 }]) %}";
/** Whether a gate may be asked to go on: of those that can, so many times. */
const MAY_GO_ON = `($type($states.input.resumes) = 'number' ? $states.input.resumes > $states.input.resumed : false)`;
/** Whether a gate was not done when its time was up. */
const IS_TO_GO_ON = expression(`(
  ${MAY_GO_ON}
    ? ($type($states.input.answer) = 'object' ? $states.input.answer.notDone = true : false)
    : false
)`);
/** Whether a gate did not know and may be asked again; whatever else it said is for the judge. */
const IS_TO_BE_ASKED_AGAIN = expression(`(
  $item := $states.input;
  $type($item.retry) = 'object'
    ? ($item.retry.attempts >= $item.attempt
      ? ($type($item.answer) = 'object'
        ? ($type($item.answer.verdict) = 'object' ? $item.answer.verdict.outcome = 'inconclusive' : false)
        : false)
      : false)
    : false
)`);
/** An answer as the judge reads it, and at which asking it came where that was not the first. */
const TOLD = expression(`(
  $answer := $states.input.answer;
  $states.input.attempt > 1 and $type($answer) = 'object'
    ? $merge([$answer, { 'attempts': $states.input.attempt }])
    : ($exists($answer) ? $answer : null)
)`);

/** Lambda's own troubles (Step Functions Developer Guide, "Transient Lambda service exceptions"). */
const LAMBDA_RETRY = {
  ErrorEquals: [
    'Lambda.TooManyRequestsException',
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
  ],
  IntervalSeconds: 2,
  MaxAttempts: 5,
  BackoffRate: 2,
  MaxDelaySeconds: 20,
  JitterStrategy: 'FULL',
};

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

/** `and` need not stop at the first no, so whatever depends on a type asks for it with `? :`. */
const isOfKind = (kind: string) => `{% $type($states.input) = 'object' ? $states.input.kind = '${kind}' : false %}`;
const IS_RELEASE = expression(`(
  $text := function($value) { $type($value) = 'string' ? $value != '' : false };
  $seconds := function($value) { $type($value) = 'number' ? ($value >= 1 and $floor($value) = $value) : false };
  $retry := function($value) {
    $type($value) = 'object' ? ($seconds($value.attempts) and $seconds($value.everySeconds)) : false
  };
  $gate := function($value) {
    $type($value) = 'object'
      ? ($text($value.name) and $seconds($value.deadlineSeconds)
        and ($exists($value.resumes) ? $type($value.resumes) = 'number' : true)
        and ($exists($value.functionArn) ? $text($value.functionArn) : true)
        and ($exists($value.retry) ? $retry($value.retry) : true))
      : false
  };
  $answer := $states.input;
  $type($answer) = 'object'
    ? $answer.kind = 'release'
      and $text($answer.release.id)
      and $text($answer.release.functionName)
      and $text($answer.release.deploymentGroup)
      and $text($answer.release.green)
      and $text($answer.gateFile.bucket)
      and $text($answer.gateFile.key)
      and $text($answer.gateFile.sha256)
      and $text($answer.releaseRoleArn)
      and ($type($answer.gates) = 'array' ? $count($filter($answer.gates, $gate)) = $count($answer.gates) : false)
    : false
)`);
const IS_JUDGED = expression(`(
  $status := $type($states.input) = 'object' ? $states.input.status : null;
  $type($status) = 'string' ? ($status = 'Succeeded' or $status = 'Failed') : false
)`);

/** A state that calls a function, without its ways on. */
export function invocation(
  partition: string,
  functionArn: string,
  payload: Readonly<Record<string, unknown>> | string,
) {
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::lambda:invoke`,
    Arguments: { FunctionName: functionArn, Payload: payload },
    Retry: [LAMBDA_RETRY],
  };
}

/** The hook of a CodeDeploy deployment. */
function codeDeployHook(partition: string): GateRunOwner {
  return {
    comment: 'Asks the gates of one phase of a release and answers CodeDeploy',
    opens: { deploymentId: DEPLOYMENT_ID, phase: PHASE },
    judges: { deploymentId: DEPLOYMENT_ID, phase: PHASE },
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

/**
 * The gate run in the Amazon States Language: it opens the release, asks the gates of a phase side by side, has them
 * judged and answers CodeDeploy, or whoever else it is asked for. An answer that is not understood to the letter never
 * becomes a pass.
 */
export function gateRunDefinition(
  { partition, openerArn, askerArn, qualityAskerArn, judgeArn, lastResortArn }: GateRunTargets,
  owner: GateRunOwner = codeDeployHook(partition),
) {
  const { unasked, notAwaited } = owner;
  const invoke = invocation.bind(undefined, partition);
  const askedFunction =
    qualityAskerArn === undefined
      ? askerArn
      : `{% $type($states.input.resumes) = 'number' ? '${qualityAskerArn}' : '${askerArn}' %}`;
  return {
    Comment: owner.comment,
    QueryLanguage: 'JSONata',
    TimeoutSeconds: GATE_RUN_SECONDS,
    StartAt: 'Open',
    States: {
      Open: {
        ...invoke(openerArn, owner.opens),
        TimeoutSeconds: STEP_SECONDS,
        Output: '{% $states.result.Payload %}',
        Catch: [CAUGHT],
        Next: unasked.state,
      },
      [unasked.state]: {
        Type: 'Choice',
        Choices: [
          { Condition: isOfKind(unasked.kind), Output: { status: unasked.status }, Next: 'Answer' },
          { Condition: IS_RELEASE, Output: '{% $states.input %}', Next: 'Ask' },
        ],
        Output: {
          error: 'GarbageAnswer',
          cause: `The opener answered neither a ${unasked.kind} nor a release with gates`,
        },
        Default: 'Rescue',
      },
      Ask: {
        Type: 'Map',
        Items: '{% $states.input.gates %}',
        MaxConcurrency: GATES_AT_A_TIME,
        ItemSelector: ITEM,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'AskGate',
          States: {
            AskGate: {
              ...invoke(askedFunction, '{% $states.input.request %}'),
              Retry: [LAMBDA_RETRY, ...owner.askRetries],
              TimeoutSeconds: '{% $states.input.deadlineSeconds %}',
              Output: ANSWERED,
              // Not even an answer of any size breaks the run of the other gates; `States.ALL` does not catch that.
              Catch: [
                { ErrorEquals: ['States.DataLimitExceeded'], Output: BROKEN_GATE, Next: 'CanItGoOn' },
                { ErrorEquals: ['States.ALL'], Output: BROKEN_GATE, Next: 'CanItGoOn' },
              ],
              Next: 'DoesItKnow',
            },
            DoesItKnow: {
              Type: 'Choice',
              Choices: [
                { Condition: IS_TO_GO_ON, Output: GOES_ON, Next: 'AskGate' },
                { Condition: IS_TO_BE_ASKED_AGAIN, Output: '{% $states.input %}', Next: 'WaitToAskAgain' },
              ],
              Output: TOLD,
              Default: 'GateAnswered',
            },
            CanItGoOn: {
              Type: 'Choice',
              Choices: [{ Condition: `{% ${MAY_GO_ON} %}`, Output: GOES_ON, Next: 'AskGate' }],
              Output: BROKEN_ANSWER,
              Default: 'GateBroke',
            },
            WaitToAskAgain: {
              Type: 'Wait',
              Seconds: '{% $states.input.retry.everySeconds %}',
              Output: ASKED_AGAIN,
              Next: 'AskGate',
            },
            GateAnswered: { Type: 'Pass', Comment: 'What it said is for the judge', End: true },
            GateBroke: { Type: 'Pass', Comment: 'A gate that broke is an answer too', End: true },
          },
        },
        Output: { gates: '{% $states.input.gates %}', answers: '{% $states.result %}' },
        Catch: [CAUGHT],
        Next: 'Judge',
      },
      Judge: {
        ...invoke(judgeArn, {
          ...owner.judges,
          gates: '{% $states.input.gates %}',
          answers: '{% $states.input.answers %}',
        }),
        TimeoutSeconds: STEP_SECONDS,
        Output: '{% $states.result.Payload %}',
        Catch: [CAUGHT],
        Next: 'IsJudged',
      },
      IsJudged: {
        Type: 'Choice',
        Choices: [{ Condition: IS_JUDGED, Output: '{% $states.input %}', Next: 'Answer' }],
        Output: { error: 'GarbageAnswer', cause: 'The judge answered neither Succeeded nor Failed' },
        Default: 'Rescue',
      },
      Answer: {
        ...owner.answer,
        Output: '{% $states.input %}',
        Catch: [
          ...(notAwaited === undefined
            ? []
            : [{ ErrorEquals: notAwaited, Output: '{% $states.input %}', Next: 'Done' }]),
          CAUGHT,
        ],
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
      Rescue: {
        ...invoke(lastResortArn, {
          ...owner.rescues,
          error: '{% $states.input.error %}',
          cause: '{% $states.input.cause %}',
        }),
        Comment: 'Answers Failed and keeps the reason',
        TimeoutSeconds: STEP_SECONDS,
        Output: '{% $states.input %}',
        Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.input %}', Next: 'Broke' }],
        Next: 'Broke',
      },
      Broke: {
        Type: 'Fail',
        Comment: 'The rule on executions that failed calls the last resort again',
        Error: '{% $states.input.error %}',
        Cause: '{% $states.input.cause %}',
      },
    },
  };
}

/** A JSONata expression on one line, as the definition is JSON. */
function expression(text: string): string {
  return `{% ${text.replace(/\s+/g, ' ')} %}`;
}
