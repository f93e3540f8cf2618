import type { WireRequest, WireResponse } from '../kernel/wire';

/** A call that a handler's thread made and that waits at the endpoint for its answer. */
export interface WaitingCall {
  readonly request: WireRequest;
  /** Sends the answer; does nothing when the caller has gone. */
  respond(response: WireResponse): void;
  /** Whether the caller gave up. */
  abandoned(): boolean;
}

/**
 * The calls of one thread that wait at the endpoint. They arrive in whatever order the sockets bring them, and are taken
 * in the order of what they say.
 */
export class WaitingCalls {
  private readonly arrived = new Map<number, WaitingCall>();
  private readonly taken = new Set<number>();
  private wake: (() => void) | undefined;

  receive(id: number, call: WaitingCall): void {
    this.arrived.set(id, call);
    this.wake?.();
  }

  /** Resolves once all of these have arrived, now or before, or once nobody waits for them any more. */
  async untilArrived(ids: readonly number[], isOver: () => boolean): Promise<void> {
    while (!ids.every((id) => this.arrived.has(id) || this.taken.has(id)) && !isOver()) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Has whoever waits look again whether that is over. */
  lookAgain(): void {
    this.wake?.();
  }

  /** Those of these calls that nobody has taken yet. */
  take(ids: readonly number[]): readonly WaitingCall[] {
    const waiting = ids.flatMap((id) => {
      const call = this.arrived.get(id);
      if (!call) return [];
      this.arrived.delete(id);
      this.taken.add(id);
      return [{ call, id, key: orderKey(call.request) }];
    });
    waiting.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id - b.id));
    return waiting.map(({ call }) => call);
  }
}

/** What a call says, without what differs from run to run. */
function orderKey(request: WireRequest): string {
  return `${request.headers['x-amz-target'] ?? ''} ${request.method} ${request.path} ${request.body.toString('latin1')}`;
}
