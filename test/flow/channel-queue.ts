import { MOST_RECEIVES } from '../../lib/domain/delivery/backoff';

interface Kept<T> {
  readonly handle: number;
  readonly body: T;
  readonly visibleAt: number;
  readonly receives: number;
}

const HIDDEN_MS = 300_000;

/** A queue of SQS in virtual time: it gives out the message that is due first, hides it, and gives up what came too often. */
export class ChannelQueue<T> {
  readonly deadLetters: T[] = [];
  private kept: Kept<T>[] = [];
  private handles = 0;

  send(body: T, at: number): void {
    this.handles += 1;
    this.kept.push({ handle: this.handles, body, visibleAt: at, receives: 0 });
  }

  /** The next message, and when it is given out; nothing where the queue is empty. */
  receive(now: number): (Kept<T> & { readonly at: number }) | undefined {
    const [next] = [...this.kept].sort((a, b) => a.visibleAt - b.visibleAt || a.handle - b.handle);
    if (!next) return undefined;
    if (next.receives === MOST_RECEIVES) {
      this.delete(next.handle);
      this.deadLetters.push(next.body);
      return this.receive(now);
    }
    const at = Math.max(now, next.visibleAt);
    const received = { ...next, receives: next.receives + 1, visibleAt: at + HIDDEN_MS };
    this.kept = this.kept.map((one) => (one.handle === next.handle ? received : one));
    return { ...received, at };
  }

  hide(handle: number, visibleAt: number): void {
    this.kept = this.kept.map((one) => (one.handle === handle ? { ...one, visibleAt } : one));
  }

  delete(handle: number): void {
    this.kept = this.kept.filter((one) => one.handle !== handle);
  }
}
