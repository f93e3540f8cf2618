import { GATE_RUN_SECONDS, GATES_AT_A_TIME } from '../../domain/gate/hook-time';
import {
  BROKEN_GATE,
  BROKEN_ANSWER,
  ITEM,
  ANSWERED,
  ASKED_AGAIN,
  GOES_ON,
  MAY_GO_ON,
  IS_TO_GO_ON,
  IS_TO_BE_ASKED_AGAIN,
  TOLD,
  isOfKind,
  IS_RELEASE,
  IS_DECIDED,
  EXECUTION,
  ALL_ANSWERS,
} from './gate-run-expressions';
import { codeDeployHook, type GateRunOwner } from './gate-run-owner';
import { CAUGHT, invocation, LAMBDA_RETRY, ROLE_DENIED_RETRY, STEP_SECONDS } from './task-states';
import { bakeStates } from './bake-states';
import { IS_TO_BE_WATCHED, IS_WATCHED_RELEASE, lastLook, startWatch, type WatchTargets } from './watching-states';

/** What the states of a gate run call; ARNs that exist only once deployed are fine. */
export interface GateRunTargets {
  /** `aws`, or the name of another partition. */
  readonly partition: string;
  readonly openerArn: string;
  readonly askerArn: string;
  /** Asks the gates that go on from asking to asking; left out where none is ever asked. */
  readonly qualityAskerArn?: string;
  readonly deciderArn: string;
  readonly lastResortArn: string;
  /** Who watches while traffic shifts; left out where nothing shifts. */
  readonly watch?: WatchTargets;
}

/**
 * The gate run in the Amazon States Language: it opens the release, asks the gates of a phase side by side, has them
 * decided about and answers CodeDeploy, or whoever else it is asked for. An answer that is not understood to the letter never
 * becomes a pass.
 */
export function gateRunDefinition(
  { partition, openerArn, askerArn, qualityAskerArn, deciderArn, lastResortArn, watch }: GateRunTargets,
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
        ...invoke(openerArn, { ...owner.opens, gateRun: EXECUTION }),
        Retry: [LAMBDA_RETRY, ROLE_DENIED_RETRY],
        TimeoutSeconds: STEP_SECONDS,
        Output: '{% $states.result.Payload %}',
        Catch: [CAUGHT],
        Next: unasked.state,
      },
      [unasked.state]: {
        Type: 'Choice',
        Choices: [
          { Condition: isOfKind(unasked.kind), Output: { status: unasked.status }, Next: 'Answer' },
          ...(watch ? [{ Condition: IS_WATCHED_RELEASE, Output: '{% $states.input %}', Next: 'WaitForMetrics' }] : []),
          { Condition: IS_RELEASE, Output: '{% $states.input %}', Next: 'Ask' },
        ],
        Output: {
          error: 'GarbageAnswer',
          cause: `The opener answered neither a ${unasked.kind} nor a release with gates`,
        },
        Default: 'Rescue',
      },
      ...(watch ? lastLook(partition, watch) : {}),
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
            GateAnswered: { Type: 'Pass', Comment: 'What it said is for the decider', End: true },
            GateBroke: { Type: 'Pass', Comment: 'A gate that broke is an answer too', End: true },
          },
        },
        Output: ALL_ANSWERS,
        Catch: [CAUGHT],
        Next: watch ? 'IsToBake' : 'Decide',
      },
      ...(watch ? bakeStates(partition, watch) : {}),
      Decide: {
        ...invoke(deciderArn, {
          ...owner.decides,
          gateRun: EXECUTION,
          gates: '{% $states.input.gates %}',
          answers: '{% $states.input.answers %}',
          judged: '{% $states.input.judged %}',
          ...(watch ? { watched: '{% $states.input.watched %}', baked: '{% $states.input.baked %}' } : {}),
        }),
        TimeoutSeconds: STEP_SECONDS,
        Output: '{% $states.result.Payload %}',
        Catch: [CAUGHT],
        Next: 'IsDecided',
      },
      IsDecided: {
        Type: 'Choice',
        Choices: [
          ...(watch ? [{ Condition: IS_TO_BE_WATCHED, Output: '{% $states.input %}', Next: 'StartWatch' }] : []),
          { Condition: IS_DECIDED, Output: '{% $states.input %}', Next: 'Answer' },
        ],
        Output: { error: 'GarbageAnswer', cause: 'The decider answered neither Succeeded nor Failed' },
        Default: 'Rescue',
      },
      ...(watch ? { StartWatch: startWatch(partition, watch) } : {}),
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
          gateRun: EXECUTION,
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
