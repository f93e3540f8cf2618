import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';

export interface SchedulerPorts {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  /**
   * Invokes a target as the schedule's role, which is assumed for its group, and resolves when it was taken. Rejects with an `ApiError` otherwise; one of
   * status 429 or 5xx is tried again.
   *
   * @param input what the target gets, as text
   * @param parameters what only some targets have: the message group of a FIFO queue
   */
  invoke(
    targetArn: string,
    input: string,
    role: { readonly arn: string; readonly groupArn: string },
    parameters: { readonly messageGroupId?: string },
  ): Promise<void>;
  /** Sends what could not be delivered to a queue, as the schedule's role. */
  deadLetter?(
    queueArn: string,
    message: { readonly body: string; readonly attributes: Readonly<Record<string, string>> },
    roleArn: string,
  ): Promise<void>;
  /** Whether `scheduler.amazonaws.com` may act as a role for a group of schedules. */
  canAssume?(roleArn: string, groupArn: string): boolean;
  readonly options?: Partial<SchedulerOptions>;
}

/** What AWS does not settle. */
export interface SchedulerOptions {
  /**
   * Milliseconds before the first retry of a delivery; each further one takes twice as long, up to the longest.
   *
   * @default 1000
   */
  readonly firstRetryDelayMs: number;
  /** @default 600000 */
  readonly longestRetryDelayMs: number;
}

export const SCHEDULER_DEFAULTS: SchedulerOptions = { firstRetryDelayMs: 1000, longestRetryDelayMs: 600_000 };

/** What EventBridge Scheduler's documentation leaves open and this account had to choose. */
export function schedulerAssumptions(options: SchedulerOptions): readonly string[] {
  return [
    'A schedule comes round at the first second of its minute; AWS promises the minute.',
    `EventBridge Scheduler tries a delivery again after ${options.firstRetryDelayMs / 1000} s and then after twice as long each time, up to ${options.longestRetryDelayMs / 1000} s; AWS does not publish its delays.`,
  ];
}
