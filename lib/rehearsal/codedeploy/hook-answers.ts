import { ApiError } from '../kernel/api-error';
import type { Randomness } from '../kernel/randomness';

export type HookAnswer = 'Succeeded' | 'Failed';

interface PendingHook {
  readonly deploymentId: string;
  readonly resolve: (answer: HookAnswer) => void;
  answered: boolean;
}

/** The hook executions that wait for `PutLifecycleEventHookExecutionStatus`. */
export class HookAnswers {
  private readonly pending = new Map<string, PendingHook>();

  constructor(private readonly randomness: Randomness) {}

  /** Opens an execution; the promise resolves with the first answer. */
  open(deploymentId: string, event: string): { readonly executionId: string; readonly answer: Promise<HookAnswer> } {
    const executionId = this.randomness.identifier(`hook ${deploymentId} ${event}`, 64);
    const answer = new Promise<HookAnswer>((resolve) => {
      this.pending.set(executionId, { deploymentId, resolve, answered: false });
    });
    return { executionId, answer };
  }

  /** The execution is over without an answer: a late one is refused. */
  close(executionId: string): void {
    const hook = this.pending.get(executionId);
    if (hook) hook.answered = true;
  }

  /** Takes it for a failure that no answer will come. Does nothing once there is one. */
  giveUp(executionId: string): void {
    const hook = this.pending.get(executionId);
    if (!hook || hook.answered) return;
    hook.answered = true;
    hook.resolve('Failed');
  }

  /** Takes an answer, refusing what CodeDeploy refuses (its API reference, PutLifecycleEventHookExecutionStatus). */
  put(deploymentId: string, executionId: string, status: string): void {
    const hook = this.pending.get(executionId);
    if (hook?.deploymentId !== deploymentId) {
      throw new ApiError(
        'InvalidLifecycleEventHookExecutionIdException',
        `The lifecycle event hook execution ID is not valid for deployment ${deploymentId}.`,
      );
    }
    if (status !== 'Succeeded' && status !== 'Failed') {
      throw new ApiError(
        'InvalidLifecycleEventHookExecutionStatusException',
        `The status must be Succeeded or Failed, not ${status}.`,
      );
    }
    if (hook.answered) {
      throw new ApiError(
        'LifecycleEventAlreadyCompletedException',
        'An attempt to return the status of an already completed lifecycle event occurred.',
      );
    }
    hook.answered = true;
    hook.resolve(status);
  }
}
