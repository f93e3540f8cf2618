import type { Duration } from 'aws-cdk-lib';
import { BAKE_GATE, DEFAULT_BAKE_MINUTES, MOST_BAKE_MINUTES } from '../../domain/gate/bake';
import { IN_FLIGHT } from '../../domain/gate/phase';
import type { BoundGate } from '../gates/bound-gate';
import { askedOf } from './asked-gates';

interface Baking {
  readonly gates: readonly BoundGate[];
  readonly bake?: Duration | undefined;
}

/** How long a release bakes, in minutes; undefined where it does not. Gates that are all shadows hold up nobody. */
export function bakeMinutes({ gates, bake }: Baking): number | undefined {
  const isAsked = askedOf(gates).some(({ phase, mode }) => phase === IN_FLIGHT && mode !== 'shadow');
  const minutes = bake ? inMinutes(bake) : DEFAULT_BAKE_MINUTES;
  return isAsked && minutes > 0 ? minutes : undefined;
}

/** What is wrong with a bake, each as one sentence. */
export function bakeProblems({ gates, bake }: Baking): readonly string[] {
  const minutes = bake ? inMinutes(bake) : undefined;
  const isInFlight = gates.some(({ definition }) => definition?.phase === IN_FLIGHT);
  return [
    ...(minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 0 && minutes <= MOST_BAKE_MINUTES)
      ? [`\`bake\` must be whole minutes from 1 to ${MOST_BAKE_MINUTES}, or 0 for none, got: ${minutes} minutes`]
      : []),
    ...(minutes !== undefined && minutes > 0 && !isInFlight
      ? [
          '`bake` must be left out where no gate is asked while traffic moves, as it looks at what these look at: ask Gate.errorRate, Gate.latency, Gate.throttling or Gate.failureRatio',
        ]
      : []),
    ...(bakeMinutes({ gates, bake }) !== undefined && gates.some(({ name }) => name === BAKE_GATE)
      ? [
          `\`gates\` must not have the name \`${BAKE_GATE}\`, which is that of the bake: give that gate another \`name\``,
        ]
      : []),
  ];
}

function inMinutes(bake: Duration): number {
  return bake.toMinutes({ integral: false });
}
