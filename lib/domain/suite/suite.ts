import * as v from 'valibot';
import { expectationSchema } from './expectation';
import { FIXTURE_NAME } from './fixture';
import { httpRequestSchema } from './http-request';
import { unknownFixtures } from './unknown-fixtures';

const path = v.pipe(v.string(), v.regex(/^[^.\s]+(\.[^.\s]+)*$/, 'must be names joined by dots, such as body.reply'));
const seconds = v.pipe(v.number(), v.gtValue(0), v.maxValue(300));

const words = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'));
const fixtureName = v.pipe(
  v.string(),
  v.regex(FIXTURE_NAME, 'must be a name of letters, digits, hyphens and underscores that begins with a letter'),
);

/** Expectations by path into an answer. */
export const expectationsSchema = v.pipe(
  v.record(path, expectationSchema),
  v.check((expect) => Object.keys(expect).length > 0, 'must expect something: a turn without one can only pass'),
);

const turnEntries = {
  /** A request to an HTTP API, merged over the suite's. */
  request: v.optional(httpRequestSchema),
  /** Or the function's event as it is. */
  event: v.optional(v.unknown()),
  /** By path into the answer: `status`, `headers.…` and `body.…` for a request, the payload itself for an event. */
  expect: expectationsSchema,
  timeoutSeconds: v.optional(seconds),
};
const isOneOfBoth = (turn: { readonly request?: unknown; readonly event?: unknown }) =>
  (turn.request === undefined) !== (turn.event === undefined);
const ONE_OF_BOTH = 'must have either a request (to an HTTP API) or an event (sent as it is)';

const turnSchema = v.pipe(
  v.strictObject(turnEntries),
  v.check((turn) => isOneOfBoth(turn), ONE_OF_BOTH),
);
const setupTurnSchema = v.pipe(
  v.strictObject({
    ...turnEntries,
    /** Fixtures that come from the answer, by name: each the path of its value. */
    keep: v.optional(v.record(fixtureName, path)),
  }),
  v.check((turn) => isOneOfBoth(turn), ONE_OF_BOTH),
);

/**
 * A suite of conversations: what to send to the function, turn by turn, and what to expect of each answer.
 *
 * Conversations are independent of each other and may run side by side; the turns of one come one after the other.
 */
export const suiteSchema = v.pipe(
  v.strictObject({
    /** Tells it from a suite of another kind; it may be left out. */
    kind: v.optional(v.literal('integration')),
    /** What the calls do to the service's data: nothing, or only to marked data that it keeps apart. */
    effects: v.picklist(['none', 'isolated']),
    /** What every turn's request starts from. */
    request: v.optional(httpRequestSchema),
    /** After each turn of a conversation: a path in the answer, copied to a path in the next turn's request or event. */
    carry: v.optional(v.record(path, path), {}),
    /** For each turn that does not say its own. */
    timeoutSeconds: v.optional(seconds, 5),
    /** Values for all turns, which refer to them as `${fixture.name}`. */
    fixtures: v.optional(v.record(fixtureName, v.unknown())),
    /** Held once, before all conversations; its answers may give fixtures too. */
    setup: v.optional(v.pipe(v.array(setupTurnSchema), v.minLength(1))),
    /** Held once, after all conversations, whatever became of them. */
    teardown: v.optional(v.pipe(v.array(turnSchema), v.minLength(1))),
    conversations: v.pipe(
      v.array(
        v.strictObject({
          key: words,
          /** By which a gate chooses the conversations that it holds. */
          tags: v.optional(v.pipe(v.array(words), v.minLength(1))),
          turns: v.pipe(v.array(turnSchema), v.minLength(1)),
        }),
      ),
      v.minLength(1, 'must have a conversation: a suite without one can only pass'),
      v.check(
        (conversations) => new Set(conversations.map(({ key }) => key)).size === conversations.length,
        'must have keys that are all different',
      ),
    ),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed) for (const message of unknownFixtures(dataset.value)) addIssue({ message });
  }),
);

export type Suite = v.InferOutput<typeof suiteSchema>;
export type Conversation = Suite['conversations'][number];
export type Turn = Conversation['turns'][number];
export type SetupTurn = NonNullable<Suite['setup']>[number];

/** How long the teardown of a suite may take, in seconds, beside the time of its conversations. */
export function teardownSeconds({ teardown = [], timeoutSeconds }: Pick<Suite, 'teardown' | 'timeoutSeconds'>): number {
  return teardown.reduce((sum, turn) => sum + (turn.timeoutSeconds ?? timeoutSeconds), 0);
}

/** The conversations that have one of the tags, or all where none is named, in the order of their keys. */
export function conversationsWith(suite: Suite, tags: readonly string[] | undefined): readonly Conversation[] {
  return suite.conversations
    .filter((one) => tags === undefined || one.tags?.some((tag) => tags.includes(tag)) === true)
    .sort(byKey);
}

function byKey(a: Conversation, b: Conversation): number {
  // Stryker disable next-line EqualityOperator: a suite has no two conversations of one key.
  return a.key < b.key ? -1 : 1;
}
