import * as v from 'valibot';
import { MESSAGE_KINDS, SEVERITIES, type Message } from './message';

/** A message as it comes from a topic or a queue. */
export const messageSchema = v.object({
  schema: v.literal(1),
  id: v.string(),
  kind: v.picklist(MESSAGE_KINDS),
  severity: v.picklist(SEVERITIES),
  needsPerson: v.boolean(),
  // What a date can be.
  at: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  service: v.string(),
  alias: v.string(),
  releaseId: v.string(),
  blue: v.optional(v.string()),
  green: v.string(),
  headline: v.string(),
  summary: v.array(v.string()),
  decidedBy: v.optional(v.string()),
  reasons: v.array(v.string()),
  moreReasons: v.optional(v.number()),
  firstError: v.optional(v.string()),
  notes: v.array(v.string()),
  moreNotes: v.optional(v.number()),
  serving: v.string(),
  next: v.array(v.string()),
  commands: v.array(v.string()),
  links: v.array(v.object({ title: v.string(), url: v.string() })),
  commits: v.optional(
    v.object({
      count: v.number(),
      authors: v.number(),
      some: v.array(v.object({ sha: v.string(), subject: v.string(), author: v.string() })),
    }),
  ),
  concerned: v.array(v.string()),
  head: v.optional(v.string()),
}) satisfies v.GenericSchema<unknown, Message>;

/** The message that a JSON text is, or undefined where it is none. */
export function readMessage(text: string): Message | undefined {
  const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), messageSchema), text);
  return success ? output : undefined;
}
