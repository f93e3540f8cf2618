import * as v from 'valibot';
import type { Message } from './message';
import { messageSchema } from './message-schema';

/** What was to be said of releases and is not known to be published. */
export interface Notices {
  /** Those that were due before a time, in milliseconds since the epoch, the oldest first; the rest once these are. */
  due(before: number): Promise<readonly Message[]>;
  /** @param at when it was published, in milliseconds since the epoch */
  published(message: Message, at: number): Promise<void>;
}

/** A notice as it is kept. */
export const noticeItemSchema = v.object({ message: messageSchema, publishedAt: v.optional(v.number()) });
