import * as v from 'valibot';
import type { Delivery } from './delivery';
import type { Thread } from './thread';

/** Where it is kept what channels did. */
export interface Deliveries {
  read(releaseId: string, channel: string, messageId: string): Promise<Delivery | undefined>;
  /** Keeps the next state of a delivery; false where somebody kept another since. */
  keep(next: Delivery): Promise<boolean>;
  thread(releaseId: string, channel: string): Promise<Thread | undefined>;
  /** Likewise of a thread. */
  keepThread(next: Thread): Promise<boolean>;
}

/** A delivery as it is kept. */
export const deliverySchema = v.object({
  schema: v.literal(1),
  channel: v.string(),
  messageId: v.string(),
  releaseId: v.string(),
  state: v.picklist(['posting', 'waiting', 'posted', 'refused']),
  attempts: v.number(),
  at: v.number(),
  until: v.number(),
  said: v.optional(v.string()),
  reference: v.optional(v.string()),
  paged: v.optional(v.boolean()),
  revision: v.number(),
}) satisfies v.GenericSchema<unknown, Delivery>;

/** An item of a delivery. */
export const deliveryItemSchema = v.object({ delivery: deliverySchema });

/** A thread as it is kept. */
export const threadSchema = v.object({
  schema: v.literal(1),
  channel: v.string(),
  releaseId: v.string(),
  openedBy: v.string(),
  until: v.number(),
  reference: v.optional(v.string()),
  revision: v.number(),
}) satisfies v.GenericSchema<unknown, Thread>;
