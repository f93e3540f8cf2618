import { WATCH_SECONDS } from '../../domain/shift/look-times';
import { invocation } from './task-states';

/** A look has the time of its function, and some to be called. */
const LOOK_SECONDS = 90;

/** After a look that broke, the next one is due in so many seconds. */
const AFTER_BROKEN_SECONDS = 60;

const IS_TO_WAIT =
  "{% $type($states.input) = 'object' ? ($states.input.kind = 'wait' and $type($states.input.seconds) = 'number') : false %}";
const IS_DONE = "{% $type($states.input) = 'object' ? $states.input.kind = 'done' : false %}";

/**
 * The watch of one shift in the Amazon States Language: it looks, waits for as long as the look says, and looks again,
 * until traffic does not move any more. A look that broke is followed by the next. Nobody answers for a watch: the last
 * look, which is the gate run's, sees whether it was there.
 */
export function shiftWatchDefinition({
  partition,
  watcherArn,
}: {
  readonly partition: string;
  readonly watcherArn: string;
}) {
  return {
    Comment: 'Compares the versions of a release while traffic shifts',
    QueryLanguage: 'JSONata',
    TimeoutSeconds: WATCH_SECONDS,
    StartAt: 'Look',
    States: {
      Look: {
        ...invocation(partition, watcherArn, {
          deploymentId: '{% $states.context.Execution.Input.deploymentId %}',
        }),
        TimeoutSeconds: LOOK_SECONDS,
        Output: '{% $states.result.Payload %}',
        Catch: [{ ErrorEquals: ['States.ALL'], Output: { kind: 'wait', seconds: AFTER_BROKEN_SECONDS }, Next: 'Wait' }],
        Next: 'IsDone',
      },
      IsDone: {
        Type: 'Choice',
        Choices: [
          { Condition: IS_TO_WAIT, Output: '{% $states.input %}', Next: 'Wait' },
          { Condition: IS_DONE, Next: 'Done' },
        ],
        Output: { kind: 'wait', seconds: AFTER_BROKEN_SECONDS },
        Default: 'Wait',
      },
      Wait: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Output: '{% $states.input %}', Next: 'Look' },
      Done: { Type: 'Succeed' },
    },
  };
}
