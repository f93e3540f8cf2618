import * as v from 'valibot';
import { wishSchema } from '../recommending/wish';

const id = v.pipe(v.string(), v.maxLength(100));

/**
 * What the service has to know of a conversation to go on with it. The shopper's client keeps it and sends it back with
 * the next message, so that any execution environment can answer.
 *
 * Names that are not known here are ignored. While a release shifts traffic, one turn may be answered by the new version
 * and the next by the old one.
 */
export const contextSchema = v.pipe(
  v.object({
    /** The id of the title talked about last: what "it" means. */
    last: v.optional(id),
    /** The ids of the titles recommended last: what "the second one" points at. */
    listed: v.optional(v.pipe(v.array(id), v.maxLength(20), v.readonly()), []),
    /** What the last recommendation was for. */
    wish: v.optional(wishSchema),
  }),
  v.readonly(),
);

export type Context = v.InferOutput<typeof contextSchema>;

export const NEW_CONVERSATION: Context = { listed: [] };
