import type { HookPhase } from '../gate/phase';
import type { Reason } from '../gate/verdict';
import type { Release } from './release';

/**
 * What has to be done once the new state is kept. An effect that is asked for once more has the id that it had, so that
 * whoever acts on it knows it again.
 */
export type Effect =
  | { readonly kind: 'answer-hook'; readonly id: string; readonly status: 'Succeeded' | 'Failed' }
  /** A message about the outcome is due: whoever is to send it claims it first. */
  | { readonly kind: 'send-outcome'; readonly id: string }
  /** The message is the claimer's to publish. */
  | { readonly kind: 'publish-outcome'; readonly id: string }
  /** Something is to be said about a release that goes on. It is kept with the state, and published soon after. */
  | { readonly kind: 'send-notice'; readonly id: string; readonly notice: Notice };

/** What is said about a release that has not ended. Times are milliseconds since the epoch. */
export type Notice =
  | { readonly kind: 'started'; readonly at: number }
  | {
      readonly kind: 'warned';
      readonly at: number;
      readonly by: string;
      readonly reasons: readonly Reason[];
      /** Whether all traffic is on green by now. */
      readonly isMoved?: boolean | undefined;
    }
  | { readonly kind: 'stuck'; readonly at: number; readonly since: number };

/** The answer to the hook of a phase. There is one, whatever it says: CodeDeploy takes the first. */
export function answerHook({ id }: Release, phase: HookPhase, status: 'Succeeded' | 'Failed'): Effect {
  return { kind: 'answer-hook', id: `${id}-answer-${phase}`, status };
}

export function sendOutcome({ id }: Release): Effect {
  return { kind: 'send-outcome', id: `${id}-send-outcome` };
}

export function publishOutcome(release: Release): Effect {
  return { kind: 'publish-outcome', id: outcomeId(release) };
}

export function sendNotice({ id }: Release, notice: Notice): Effect {
  return { kind: 'send-notice', id: `${id}-send-${notice.kind}`, notice };
}

/** How a release ended, by which every copy of its message is known. */
export function outcomeId({ id, state }: Release): string {
  return `${id}-${state}`;
}
