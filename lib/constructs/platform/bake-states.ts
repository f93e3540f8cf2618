import { BAKE_LOOK_SECONDS } from '../../domain/bake/bake-times';
import { BROKEN_LOOK, expression } from './gate-run-expressions';
import { invocation, STEP_SECONDS } from './task-states';
import type { WatchTargets } from './watching-states';

/** So often in a row a look may break that is then taken again; after that the bake has broken, and refuses the release. */
const BROKEN_LOOKS = 3;

const IS_TO_BAKE = '{% $states.input.bakes = true %}';
/** What the look answered stays beside what the gates did. */
const BAKED = "{% $merge([$states.input, { 'baked': $states.result.Payload, 'brokenLooks': 0 }]) %}";
const LOOK_BROKE = expression(`$merge([$states.input, {
  'baked': ${BROKEN_LOOK},
  'brokenLooks': ($exists($states.input.brokenLooks) ? $states.input.brokenLooks : 0) + 1
}])`);
const IS_TO_GO_ON = expression(`(
  $baked := $states.input.baked;
  $states.input.brokenLooks > 0
    ? ${BROKEN_LOOKS} >= $states.input.brokenLooks
    : ($type($baked) = 'object' ? ($baked.kind = 'wait' and $type($baked.seconds) = 'number') : false)
)`);
const SECONDS = `{% $states.input.brokenLooks > 0 ? ${BAKE_LOOK_SECONDS} : $states.input.baked.seconds %}`;

/**
 * Once the gates after the traffic have answered: green is looked at until its bake is over, which is counted from when all
 * traffic had moved, so that gates and bake take no longer than the longer of them. A look that broke is followed by the next.
 */
export function bakeStates(partition: string, { watcherArn }: WatchTargets) {
  const asItWas = { Output: '{% $states.input %}' };
  return {
    IsToBake: {
      Type: 'Choice',
      Choices: [{ Condition: IS_TO_BAKE, ...asItWas, Next: 'Bake' }],
      ...asItWas,
      Default: 'Decide',
    },
    Bake: {
      ...invocation(partition, watcherArn, {
        deploymentId: '{% $states.context.Execution.Input.deploymentId %}',
        bake: {
          since: '{% $states.context.Execution.StartTime %}',
          gates: '{% $states.input.gates %}',
          answers: '{% $states.input.answers %}',
          watched: '{% $states.input.watched %}',
        },
      }),
      TimeoutSeconds: STEP_SECONDS,
      Output: BAKED,
      Catch: [
        { ErrorEquals: ['States.DataLimitExceeded'], Output: LOOK_BROKE, Next: 'IsBaked' },
        { ErrorEquals: ['States.ALL'], Output: LOOK_BROKE, Next: 'IsBaked' },
      ],
      Next: 'IsBaked',
    },
    IsBaked: {
      Type: 'Choice',
      Choices: [{ Condition: IS_TO_GO_ON, ...asItWas, Next: 'WaitToBake' }],
      ...asItWas,
      Default: 'Decide',
    },
    WaitToBake: { Type: 'Wait', Seconds: SECONDS, ...asItWas, Next: 'Bake' },
  };
}
