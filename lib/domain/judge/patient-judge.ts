import type { Judge, JudgeAnswer } from './judge-port';

/** What asking a judge again takes. */
export interface PatiencePorts {
  readonly wait: (milliseconds: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** So often a judge is asked that gives no score. */
export const MOST_TRIES = 3;
const FIRST_WAIT_MS = 400;

/**
 * Asks a judge again that was not there, or that did not keep to the form; each try is a call that is paid for. The
 * waits are random and grow ("full jitter", Builders' Library, "Timeouts, retries, and backoff with jitter"). A judge
 * without budget is not asked again.
 */
export function patientJudge(judge: Judge, { wait, random }: PatiencePorts): Judge {
  return async (request, call): Promise<JudgeAnswer> => {
    for (let tries = 1; ; tries++) {
      const answer = await judge(request, call);
      if (answer.kind === 'scored' || answer.kind === 'over-budget' || tries === MOST_TRIES) return answer;
      await wait(random() * FIRST_WAIT_MS * 2 ** tries);
    }
  };
}
