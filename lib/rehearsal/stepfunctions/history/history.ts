import { runtimeError } from '../run/states-error';

export interface HistoryEvent {
  /** Counts from 1. */
  readonly id: number;
  readonly previousEventId: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly type: string;
  /** Under the name the API has for them, such as `stateEnteredEventDetails`. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Step Functions Developer Guide, "Quotas": a Standard execution has at most 25,000 events, its end included. */
const MOST_EVENTS = 25_000;

/** What happened in an execution, as `GetExecutionHistory` tells it. */
export class History {
  private readonly list: HistoryEvent[] = [];

  constructor(private readonly now: () => number) {}

  get events(): readonly HistoryEvent[] {
    return this.list;
  }

  get lastId(): number {
    return this.list.length;
  }

  /** Adds an event after another. Throws where only the end of the execution still fits. */
  add(type: string, previousEventId: number, details: HistoryEvent['details'] = {}): number {
    if (this.list.length >= MOST_EVENTS - 1) {
      throw runtimeError(`The execution reached the maximum number of history events (${MOST_EVENTS}).`);
    }
    return this.end(type, previousEventId, details);
  }

  /** Adds the event that ends the execution. */
  end(type: string, previousEventId: number, details: HistoryEvent['details'] = {}): number {
    const id = this.list.length + 1;
    this.list.push({ id, previousEventId, timestamp: this.now(), type, details });
    return id;
  }
}
