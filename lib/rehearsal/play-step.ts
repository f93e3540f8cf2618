import type { Simulation } from './kernel/simulation';
import type { Recorder } from './recorder';

/** How far a step is. */
export interface HowFar {
  /** How much virtual time it has played, in milliseconds. */
  readonly playedMs: number;
  /** How many invocations have run a handler meanwhile, each of which takes real time. */
  readonly handlerCalls: number;
}

/**
 * What of the account it takes.
 *
 * @internal
 */
export interface PlayedAccount {
  readonly simulation: Simulation;
  readonly recorder: Pick<Recorder, 'note'>;
  readonly lambda: { readonly handlerCalls: number };
}

/** @internal */
export type TellHowFar = (far: HowFar) => void;

/** How often it is told, in real milliseconds. */
const TELL_EVERY_MS = 1000;

/** The hour that CodeDeploy waits for a hook: nothing that follows from a deployment takes longer on its own. */
const AFTERWARDS_MS = 3_600_000;

/**
 * More than any deployment that a person waits for.
 *
 * @internal
 */
export const LONGEST_DEPLOYMENT_MS = 30 * 24 * 3_600_000;

/**
 * Plays what a step does and what that has set going. What does not come to an end, as a function that is called every
 * minute and takes longer, must not keep the step from ending.
 *
 * @internal
 */
export async function playStep<T>(
  { lambda, recorder, simulation }: PlayedAccount,
  tell: TellHowFar,
  step: () => Promise<T>,
  longestMs = Infinity,
): Promise<T> {
  const [since, calls] = [simulation.now, lambda.handlerCalls];
  const telling = setInterval(() => {
    tell({ playedMs: simulation.now - since, handlerCalls: lambda.handlerCalls - calls });
  }, TELL_EVERY_MS);
  try {
    const done = await simulation.run(step, { longestMs, afterwardsMs: AFTERWARDS_MS });
    const going = simulation.stillGoing();
    if (going !== '') recorder.note('rehearsal', `the step ends, an hour after what it did; still going: ${going}`);
    return done;
  } finally {
    clearInterval(telling);
  }
}
