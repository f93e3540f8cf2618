import * as v from 'valibot';
import { expectationSchema } from './expectation';
import { httpRequestSchema } from './http-request';

const path = v.pipe(v.string(), v.regex(/^[^.\s]+(\.[^.\s]+)*$/, 'must be names joined by dots, such as body.reply'));
const seconds = v.pipe(v.number(), v.gtValue(0), v.maxValue(300));

const turnSchema = v.pipe(
  v.strictObject({
    /** A request to an HTTP API, merged over the suite's. */
    request: v.optional(httpRequestSchema),
    /** Or the function's event as it is. */
    event: v.optional(v.unknown()),
    /** By path into the answer: `status`, `headers.…` and `body.…` for a request, the payload itself for an event. */
    expect: v.pipe(
      v.record(path, expectationSchema),
      v.check((expect) => Object.keys(expect).length > 0, 'must expect something: a turn without one can only pass'),
    ),
    timeoutSeconds: v.optional(seconds),
  }),
  v.check(
    (turn) => (turn.request === undefined) !== (turn.event === undefined),
    'must have either a request (to an HTTP API) or an event (sent as it is)',
  ),
);

/**
 * A suite of conversations: what to send to the function, turn by turn, and what to expect of each answer.
 *
 * Conversations are independent of each other and may run side by side; the turns of one come one after the other.
 */
export const suiteSchema = v.strictObject({
  /** What the calls do to the service's data: nothing, or only to marked data that it keeps apart. */
  effects: v.picklist(['none', 'isolated']),
  /** What every turn's request starts from. */
  request: v.optional(httpRequestSchema),
  /** After each turn of a conversation: a path in the answer, copied to a path in the next turn's request or event. */
  carry: v.optional(v.record(path, path), {}),
  /** For each turn that does not say its own. */
  timeoutSeconds: v.optional(seconds, 5),
  conversations: v.pipe(
    v.array(
      v.strictObject({
        key: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')),
        turns: v.pipe(v.array(turnSchema), v.minLength(1)),
      }),
    ),
    v.minLength(1, 'must have a conversation: a suite without one can only pass'),
    v.check(
      (conversations) => new Set(conversations.map(({ key }) => key)).size === conversations.length,
      'must have keys that are all different',
    ),
  ),
});

export type Suite = v.InferOutput<typeof suiteSchema>;
export type Conversation = Suite['conversations'][number];
export type Turn = Conversation['turns'][number];
