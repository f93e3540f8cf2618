import type { Place } from '../kernel/place';
import type { Simulation } from '../kernel/simulation';

/** Where an event goes to. */
export interface DeliveryTarget {
  readonly arn: string;
  /** The role that the rule names for it. */
  readonly roleArn?: string;
  /** The message group of a FIFO queue. */
  readonly messageGroupId?: string;
  /** Message attributes, of an event that goes to a dead-letter queue. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface EventsPorts {
  readonly place: Place;
  now(): number;
  eventId(name: string): string;
  /** Invokes the function that a rule names, on the rule's behalf. Used where there is no `deliver`. */
  invoke(functionArn: string, event: unknown, ruleArn: string): void;
  /**
   * Gives an event to a function, a queue, a topic or a state machine, on the rule's behalf or as its role, and resolves
   * when it was taken. Rejects with an `ApiError` otherwise; one of status 429 or 5xx is tried again. Without it, functions
   * are the only targets.
   *
   * @param isScheduled whether the rule's schedule has come round, and no event
   */
  deliver?(target: DeliveryTarget, event: unknown, ruleArn: string, isScheduled?: boolean): Promise<void>;
  /** Whether `events.amazonaws.com` may act as a role for a rule. */
  canAssume?(roleArn: string, ruleArn: string): boolean;
  /** The clock for schedules and retries. Needed together with `deliver` and `schedule`. */
  readonly simulation?: Simulation;
  /**
   * Reads a schedule expression: gives the first time after another, in milliseconds since the epoch. Undefined where AWS
   * would refuse the expression. Without it, rules on a schedule stop by name.
   *
   * @param start when a rate begins to count
   */
  schedule?(expression: string): { next(after: number, start: number): number | undefined } | undefined;
  /** What goes wrong on purpose with an event that a rule sends to its targets. `id` is the rule's physical id. */
  fault?(id: string): 'lost' | 'duplicate' | undefined;
  readonly options?: Partial<EventsOptions>;
}

/** What AWS does not settle. */
export interface EventsOptions {
  /**
   * Milliseconds before the first retry of a delivery; each further one takes twice as long, up to the longest.
   *
   * @default 1000
   */
  readonly firstRetryDelayMs: number;
  /** @default 600000 */
  readonly longestRetryDelayMs: number;
}

export const EVENTS_DEFAULTS: EventsOptions = { firstRetryDelayMs: 1000, longestRetryDelayMs: 600_000 };

/** What EventBridge's documentation leaves open and this account had to choose. */
export function eventsAssumptions(options: EventsOptions): readonly string[] {
  return [
    'EventBridge delivers an event at once and once; AWS promises at least once.',
    `EventBridge tries a delivery again after ${options.firstRetryDelayMs / 1000} s and then after twice as long each time, up to ${options.longestRetryDelayMs / 1000} s; AWS adds chance to its delays.`,
    'A dead-letter queue of a rule gets the event as it was on the bus.',
  ];
}
