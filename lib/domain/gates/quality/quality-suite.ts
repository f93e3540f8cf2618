import * as v from 'valibot';
import { BUDGETS } from '../../size/budgets';
import { httpRequestSchema } from '../../suite/http-request';
import { factSchema } from '../../judge/fact';
import { DEFAULT_RUBRIC, rubricSchema } from '../../judge/rubric';

const path = v.pipe(v.string(), v.regex(/^[^.\s]+(\.[^.\s]+)*$/, 'must be names joined by dots, such as body.reply'));
const seconds = v.pipe(v.number(), v.gtValue(0), v.maxValue(300));
const words = 'must be lower-case words joined by hyphens';
const name = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, words));
const text = v.pipe(v.string(), v.trim(), v.nonEmpty('must say something'), v.maxLength(20_000));

const fullTurn = v.strictObject({
  user: text,
  /** Merged over the suite's request. */
  request: v.optional(httpRequestSchema),
  timeoutSeconds: v.optional(seconds),
});

type Turn = v.InferOutput<typeof fullTurn>;

/** What the user says in one turn; one that is only words may be written as the words alone. */
const turnSchema: v.GenericSchema<unknown, Turn> = v.lazy((input) =>
  typeof input === 'object'
    ? fullTurn
    : v.pipe(
        text,
        v.transform((user) => ({ user })),
      ),
);

const caseSchema = v.strictObject({
  key: v.pipe(name, v.maxLength(BUDGETS.caseKey, `must have ${BUDGETS.caseKey} characters at most`)),
  /** What the user says, turn by turn. The answer to the last one is judged. */
  turns: v.pipe(v.array(turnSchema), v.minLength(1, 'must have a turn: there is nothing to answer')),
  /** A right answer, in any words. */
  reference: v.optional(text),
  /** What the last answer has to say. */
  required: v.optional(v.array(factSchema), []),
  /** What no answer of the conversation may say. */
  forbidden: v.optional(v.array(factSchema), []),
  tags: v.optional(v.array(name), []),
  /** How much the case counts, where an ordinary one counts 1. */
  weight: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(100)), 1),
  /** A drop of one point on a critical case rejects the release by itself. */
  critical: v.optional(v.boolean(), false),
  /** Cases made from the same source share a cluster and count as one. */
  cluster: v.optional(name),
});

/** A suite of questions to which a judge scores green's answers and blue's. */
export const qualitySuiteSchema = v.pipe(
  v.strictObject({
    kind: v.literal('quality'),
    /** What the calls do to the service's data: nothing, or only to marked data that it keeps apart. */
    effects: v.picklist(['none', 'isolated']),
    /** What every turn is sent as: a request to an HTTP API … */
    request: v.optional(httpRequestSchema),
    /** … or the function's event as it is. */
    event: v.optional(v.unknown()),
    /** Where in the request or event the user's words go. */
    question: path,
    /** Where in the answer the reply stands: `body.…` for a request, the payload itself for an event. */
    answer: path,
    /** After each turn of a case: a path in the answer, copied to a path in the next turn's request or event. */
    carry: v.optional(v.record(path, path), {}),
    /** For each turn that does not say its own. */
    timeoutSeconds: v.optional(seconds, 30),
    rubric: v.optional(rubricSchema, DEFAULT_RUBRIC),
    cases: v.pipe(
      v.array(caseSchema),
      v.minLength(1, 'must have a case: a suite without one can only pass'),
      v.check(
        (cases) => repeated(cases).length === 0,
        ({ input }) => `must have keys that are all different; more than once: ${repeated(input).join(', ')}`,
      ),
    ),
  }),
  v.check(
    (suite) => (suite.request === undefined) !== (suite.event === undefined),
    'must have either a request (to an HTTP API) or an event (sent as it is)',
  ),
  v.check(
    ({ request, cases }) => request !== undefined || cases.every(({ turns }) => turns.every((turn) => !turn.request)),
    "has turns with a request of their own, which is merged over the suite's: give the suite a `request`, not an `event`",
  ),
);

export type QualitySuite = v.InferOutput<typeof qualitySuiteSchema>;
export type QualityCase = QualitySuite['cases'][number];

function repeated(cases: readonly { readonly key: string }[]): readonly string[] {
  const keys = cases.map(({ key }) => key);
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
}
