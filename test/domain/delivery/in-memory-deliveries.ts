import type { Deliveries } from '../../../lib/domain/delivery/deliveries';
import type { Delivery } from '../../../lib/domain/delivery/delivery';
import type { Thread } from '../../../lib/domain/delivery/thread';

/** What channels did, by the same rule as the real one: who did not see the last change loses. */
export class InMemoryDeliveries implements Deliveries {
  readonly deliveries = new Map<string, Delivery>();
  readonly threads = new Map<string, Thread>();

  read(releaseId: string, channel: string, messageId: string): Promise<Delivery | undefined> {
    return Promise.resolve(this.deliveries.get(`${releaseId} ${channel} ${messageId}`));
  }

  keep(next: Delivery): Promise<boolean> {
    return Promise.resolve(put(this.deliveries, `${next.releaseId} ${next.channel} ${next.messageId}`, next));
  }

  thread(releaseId: string, channel: string): Promise<Thread | undefined> {
    return Promise.resolve(this.threads.get(`${releaseId} ${channel}`));
  }

  keepThread(next: Thread): Promise<boolean> {
    return Promise.resolve(put(this.threads, `${next.releaseId} ${next.channel}`, next));
  }
}

function put<T extends { readonly revision: number }>(kept: Map<string, T>, key: string, next: T): boolean {
  if ((kept.get(key)?.revision ?? 0) !== next.revision - 1) return false;
  kept.set(key, next);
  return true;
}
