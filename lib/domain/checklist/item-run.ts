import * as v from 'valibot';

const UNITS_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const text = v.pipe(v.string(), v.nonEmpty('must say something'));

function span(most: string, mostSeconds: number) {
  const expected = `must be a time such as 90s, 30m or 4h, of ${most} at most`;
  return v.pipe(
    v.string(expected),
    v.regex(/^[1-9]\d{0,4}[smhd]$/, ({ received }) => `${expected}, got ${received}`),
    v.transform((written) => Number(written.slice(0, -1)) * (UNITS_SECONDS[written.slice(-1)] ?? 0)),
    v.maxValue(mostSeconds, expected),
  );
}

/** How long what is executed may take. */
const withinSeconds = v.optional(span('an hour', 3600), '10m');

const suiteRunSchema = v.strictObject({
  /** Of an integration suite, from the folder of the checklist. */
  file: text,
  /** The name or ARN of the function with which the conversations are held. */
  function: text,
  /** The alias or version of it. */
  qualifier: v.optional(text),
});

const logsRunSchema = v.strictObject({
  /** The log group's name or ARN. */
  group: text,
  /** What must not be in it: a filter pattern of CloudWatch Logs. */
  filter: text,
  /** So far back, in seconds. */
  since: v.optional(span('7 days', 7 * 86_400), '4h'),
  /** So many events may match. */
  most: v.optional(v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(0), v.maxValue(1000)), 0),
});

/** A program and its arguments, as they are: no shell reads them. */
const commandSchema = v.pipe(v.array(v.string()), v.minLength(1, 'must name a program'));

export const runSchema = v.pipe(
  v.strictObject({
    suite: v.optional(suiteRunSchema),
    logs: v.optional(logsRunSchema),
    command: v.optional(commandSchema),
    /** In seconds. */
    within: withinSeconds,
    /** For how long what is attested counts, in seconds; no longer than the platform lets it. */
    validFor: v.optional(span('7 days', 7 * 86_400), '2d'),
  }),
  v.check(
    ({ suite, logs, command }) => [suite, logs, command].filter((one) => one !== undefined).length === 1,
    'must have one of `suite`, `logs` and `command`',
  ),
);

export type ItemRun = v.InferOutput<typeof runSchema>;
export type SuiteRun = v.InferOutput<typeof suiteRunSchema>;
export type LogsRun = v.InferOutput<typeof logsRunSchema>;
