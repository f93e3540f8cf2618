import { Heap } from 'heap-js';
import { NotEmulated } from './not-emulated';
import { Tally } from './tally';

/** Milliseconds since the epoch, in virtual time. */
export type VirtualTime = number;

interface Event {
  readonly time: VirtualTime;
  readonly sequence: number;
  readonly action: () => void;
  /** Whether nothing goes on once the action has returned. */
  readonly isInstant: boolean;
  cancelled: boolean;
}

/** How long a run may take, in virtual milliseconds. */
export interface RunLimits {
  /** For its own process: one that takes longer stops by name. */
  readonly longestMs?: number;
  /** For what else is still going then. It is not ended: it goes on in the next run. */
  readonly afterwardsMs?: number;
}

/** More events than any account has at one moment: so many come of something that repeats without letting time pass. */
const MOST_AT_ONE_MOMENT = 1_000_000;

/** By time, and at the same time as they were scheduled. */
const inOrder = (a: Event, b: Event): number => a.time - b.time || a.sequence - b.sequence;

/**
 * The virtual clock of a rehearsal, and the only way anything in it waits.
 *
 * Everything that happens is an event on one queue, taken in order of time and, at the same time, of scheduling.
 * A process is an ordinary async function that waits by `sleep`; work that takes real time (a handler computing in
 * its thread, a query to the embedded database) is wrapped in `hold`, and the clock stands still until it is done.
 * So virtual durations never depend on how fast the machine is, and the same seed gives the same order of events.
 */
export class Simulation {
  private readonly events = new Heap(inOrder);
  /** Those that are instants, apart from the others: they come and go most, and there are few at a time. */
  private readonly instants = new Heap(inOrder);
  private readonly waitingForStandstill: (() => void)[] = [];
  private sequence = 0;
  private holds = 0;
  /** What is waited for, by its name. */
  private readonly going = new Tally();
  private atThisMoment = 0;
  private failure: { readonly error: unknown } | undefined;

  constructor(private time: VirtualTime) {}

  get now(): VirtualTime {
    return this.time;
  }

  /** Calls `action` at a virtual time; never before now. The returned function cancels it. */
  at(time: VirtualTime, action: () => void): () => void {
    const event = this.schedule(time, action, false);
    return () => {
      event.cancelled = true;
    };
  }

  /**
   * Calls at a virtual time what is over when it returns: it starts no process, wakes none, and resolves no promise.
   * The next event then follows without waiting for what it set going, which matters where there are very many.
   */
  atInstant(time: VirtualTime, action: () => void): void {
    this.schedule(time, action, true);
  }

  /** Waits for some virtual milliseconds. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.at(this.time + ms, resolve));
  }

  /** Waits, as the process of that name, for what a run need not wait for. */
  async rest(ms: number, what: string): Promise<void> {
    this.going.remove(what);
    await this.sleep(ms);
    this.going.add(what);
  }

  /** Repeats an action every `ms` for ever, without keeping `run` from ending. The returned function stops it. */
  every(ms: number, action: () => void): () => void {
    const tick = () => {
      cancel = this.at(this.time + ms, tick);
      action();
    };
    let cancel = this.at(this.time + ms, tick);
    return () => {
      cancel();
    };
  }

  /** Keeps the clock still until something that takes real time has finished. */
  async hold<T>(realWork: Promise<T>): Promise<T> {
    const release = this.keepStill();
    try {
      return await realWork;
    } finally {
      release();
    }
  }

  /** Keeps the clock still until the returned function is called, which is to be done once. */
  keepStill(): () => void {
    this.holds += 1;
    return () => {
      this.holds -= 1;
      if (this.holds === 0) for (const wake of this.waitingForStandstill.splice(0)) wake();
    };
  }

  /**
   * Starts a process nobody waits for. `run` does not end before it has, and an error in it ends the rehearsal:
   * what a process cannot answer must stop by name, not go missing.
   *
   * @param what it is, for whoever asks what is still going
   */
  spawn(process: () => Promise<void>, what: string): void {
    this.going.add(what);
    this.background(() =>
      process().finally(() => {
        this.going.remove(what);
      }),
    );
  }

  /** What is still going of what a run waits for, for people; empty where nothing is. */
  stillGoing(): string {
    return this.going.toString();
  }

  /** Starts a process that `run` does not wait for, such as a customer's request; an error in it still ends the rehearsal. */
  background(process: () => Promise<void>): void {
    void process().catch((error: unknown) => {
      this.failure ??= { error };
    });
  }

  /**
   * Plays a process to its end in virtual time, and all that were spawned, as far as the limits let it. What repeats for
   * ever would otherwise keep a run from ending, as soon as the next time begins before the last is over.
   */
  async run<T>(
    process: () => Promise<T>,
    { longestMs = Infinity, afterwardsMs = Infinity }: RunLimits = {},
  ): Promise<T> {
    let result: { readonly value: T } | undefined;
    const limit = { isOver: false };
    const overAfter = (ms: number) =>
      ms === Infinity
        ? () => undefined
        : this.at(this.time + ms, () => {
            limit.isOver = true;
          });
    let cancel = overAfter(longestMs);
    this.spawn(async () => {
      const value = await process();
      cancel();
      limit.isOver = false;
      cancel = overAfter(afterwardsMs);
      result = { value };
    }, 'the step itself');
    for (;;) {
      await this.standstill();
      if (this.failure) throw this.failure.error;
      if (result && (limit.isOver || this.going.isEmpty)) {
        cancel();
        return result.value;
      }
      if (limit.isOver) throw this.endless(`A step of more than ${longestMs / 86_400_000} days`);
      while (this.next().isInstant);
    }
  }

  private endless(what: string): NotEmulated {
    const fix = 'Take out of the rehearsed assembly what keeps it going.';
    return new NotEmulated(what, `a rehearsal in which this is still going: ${this.stillGoing()}`, fix);
  }

  /** Plays the next event. */
  private next(): Event {
    const event = this.pop();
    if (!event) {
      throw new Error(
        `The rehearsal is stuck: something waits for an event that nobody will cause. Still going: ${this.stillGoing()}.`,
      );
    }
    if (!event.cancelled) {
      this.atThisMoment = event.time === this.time ? this.atThisMoment + 1 : 0;
      if (this.atThisMoment > MOST_AT_ONE_MOMENT) throw this.endless('What repeats without letting time pass');
      this.time = event.time;
      event.action();
    }
    return event;
  }

  private pop(): Event | undefined {
    const [event, instant] = [this.events.peek(), this.instants.peek()];
    return event && (!instant || inOrder(event, instant) < 0) ? this.events.pop() : this.instants.pop();
  }

  private schedule(time: VirtualTime, action: () => void, isInstant: boolean): Event {
    const sequence = this.sequence++;
    const event: Event = { time: Math.max(time, this.time), sequence, action, isInstant, cancelled: false };
    (isInstant ? this.instants : this.events).add(event);
    return event;
  }

  /** Resolves when all that the last event set going has either finished or waits for virtual time. */
  private async standstill(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.holds === 0) return;
      await new Promise<void>((resolve) => this.waitingForStandstill.push(resolve));
    }
  }
}
