import * as v from 'valibot';

const OUTCOME = v.picklist(['released', 'blocked', 'rolled-back', 'failed', 'first-deploy', 'no-change']);
const time = v.pipe(v.string(), v.isoTimestamp());
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const requests = v.strictObject({ total: count, errors: count });
const text = v.pipe(v.string(), v.nonEmpty());

const scoredAnswer = v.strictObject({ score: v.number(), answer: v.string(), reason: v.string() });
const reason = v.strictObject({
  ...{ code: text, message: text },
  ...{ asked: v.optional(text), answered: v.optional(v.string()) },
});
const comparison = v.strictObject({ case: text, question: text, green: scoredAnswer, blue: scoredAnswer });

const release = v.strictObject({
  step: text,
  function: text,
  alias: text,
  outcome: OUTCOME,
  decidedBy: v.nullable(text),
  deployment: v.nullable(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^d-[A-Z0-9]{9}$/)),
      blue: text,
      green: text,
      configuration: text,
      status: v.picklist(['Succeeded', 'Failed', 'Stopped']),
      startedAt: time,
      endedAt: time,
      error: v.nullable(v.strictObject({ code: text, message: text })),
      rollbackId: v.nullable(text),
    }),
  ),
  timeline: v.array(v.strictObject({ at: time, actor: text, what: text })),
  gates: v.array(
    v.strictObject({
      name: text,
      phase: v.picklist(['before-traffic', 'in-flight', 'after-traffic']),
      mode: v.picklist(['enforce', 'shadow']),
      verdict: v.picklist(['pass', 'fail', 'inconclusive']),
      effect: v.picklist(['passed', 'refused', 'proceeded', 'shadow']),
      attempts: count,
      reasons: v.pipe(v.array(reason), v.minLength(1)),
      evidence: v.strictObject({
        source: text,
        sampleSize: count,
        windowMs: v.pipe(v.number(), v.minValue(0)),
        figures: v.record(v.string(), v.number()),
        comparisons: v.optional(v.array(comparison)),
      }),
    }),
  ),
  traffic: v.array(v.strictObject({ at: time, weight: share })),
  serving: v.array(v.strictObject({ version: text, share })),
  requests: v.strictObject({ blue: requests, green: requests }),
  unshifted: v.nullable(
    v.strictObject({ callers: v.pipe(v.array(text), v.minLength(1)), isAll: v.boolean(), requests }),
  ),
  moments: v.strictObject({
    regressionAt: v.nullable(time),
    decidedAt: v.nullable(time),
    restoredAt: v.nullable(time),
  }),
  messages: v.array(v.strictObject({ at: time, topicArn: v.pipe(v.string(), v.startsWith('arn:aws:sns:')), text })),
  outsideCalls: v.array(v.strictObject({ at: time, method: text, url: v.pipe(v.string(), v.url()), body: v.string() })),
  deniedCalls: v.array(
    v.strictObject({
      at: time,
      times: count,
      principal: text,
      action: text,
      resource: text,
      message: text,
      missing: v.strictObject({ on: text, statement: v.looseObject({ Effect: v.literal('Allow'), Action: text }) }),
    }),
  ),
  faults: v.array(v.strictObject({ on: text, id: text, kind: text, struck: count })),
  foreseen: v.array(text),
  notes: v.array(text),
  expectation: v.nullable(v.strictObject({ met: v.boolean(), differences: v.array(text) })),
  expectedOutcome: v.optional(OUTCOME),
});

/** What the guide "Rehearsing a release" promises of `report.json`, written down a second time: neither more nor less. */
export const reportSchema = v.strictObject({
  schema: v.literal(1),
  seed: v.pipe(v.number(), v.integer()),
  assumptions: v.pipe(v.array(text), v.minLength(1)),
  releases: v.array(release),
  stacks: v.array(
    v.strictObject({
      step: text,
      stack: text,
      status: v.nullable(text),
      failed: v.boolean(),
      reason: v.nullable(text),
    }),
  ),
  idleFaults: v.optional(v.pipe(v.array(v.strictObject({ on: text, id: text, kind: text })), v.minLength(1))),
  commands: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          step: text,
          at: time,
          exitCode: v.nullable(count),
          output: v.string(),
          expectation: v.nullable(v.strictObject({ met: v.boolean(), differences: v.array(text) })),
        }),
      ),
      v.minLength(1),
    ),
  ),
  logs: v.optional(
    v.pipe(
      v.array(v.strictObject({ function: text, version: text, requestId: text, at: time, lines: v.array(text) })),
      v.minLength(1),
    ),
  ),
});
