import * as v from 'valibot';
import { httpRequestSchema } from '../suite/http-request';
import { suiteSchema } from '../suite/suite';

/** Where in a release a gate is asked: at 0 % or at 100 % of the traffic. */
export const PHASES = ['before-traffic', 'after-traffic'] as const;
export type Phase = (typeof PHASES)[number];

const WHOLE = 'must be a whole number';

const common = {
  /** Unique within a release; lower-case words joined by hyphens. */
  name: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')),
  phase: v.picklist(PHASES),
};

const healthSchema = v.strictObject({
  ...common,
  kind: v.literal('health'),
  probe: v.variant('kind', [
    v.strictObject({ kind: v.literal('http'), request: httpRequestSchema, status: v.number() }),
    v.strictObject({
      kind: v.literal('event'),
      event: v.pipe(v.unknown(), v.check(isJson, 'must be something that JSON can hold')),
    }),
  ]),
  /** This many probes, one after the other, must all pass … */
  passes: v.pipe(v.number(), v.integer(WHOLE), v.minValue(1), v.maxValue(100)),
  /** … within this time. */
  withinSeconds: v.pipe(v.number(), v.gtValue(0), v.maxValue(600)),
});

const integrationSchema = v.strictObject({
  ...common,
  kind: v.literal('integration'),
  suite: suiteSchema,
  /** Conversations at a time. */
  concurrency: v.pipe(v.number(), v.integer(WHOLE), v.minValue(1), v.maxValue(50)),
  /** The time that they may take together; with the deadline's margin it stays below the 15 minutes of a function. */
  withinSeconds: v.pipe(v.number(), v.gtValue(0), v.maxValue(840)),
});

/** One named question about a release, as it is shipped to the platform. */
export const gateDefinitionSchema = v.variant('kind', [healthSchema, integrationSchema]);

export type HealthDefinition = v.InferOutput<typeof healthSchema>;
export type IntegrationDefinition = v.InferOutput<typeof integrationSchema>;
export type GateDefinition = v.InferOutput<typeof gateDefinitionSchema>;
/** A gate whose suite could not be read. */
export type GateWithoutSuite = Omit<IntegrationDefinition, 'suite'>;

/** What is wrong with a definition, each as one sentence; none where it can be shipped. */
export function gateProblems(definition: GateDefinition | GateWithoutSuite): readonly string[] {
  const hasAll = definition.kind === 'health' || 'suite' in definition;
  const { issues = [] } = v.safeParse(hasAll ? gateDefinitionSchema : v.omit(integrationSchema, ['suite']), definition);
  return issues.map((issue) => {
    // Where a rule has words of its own they are better than what it compared with.
    const says =
      issue.message.startsWith('Invalid') && issue.expected !== null ? `must be ${issue.expected}` : issue.message;
    return `\`${v.getDotPath(issue) ?? ''}\` ${says}, got: ${issue.received}`;
  });
}

/** The file of gates that a release ships beside its manifest. */
export const gateFileSchema = v.strictObject({ schema: v.literal(1), gates: v.array(gateDefinitionSchema) });
export type GateFile = v.InferOutput<typeof gateFileSchema>;

function isJson(value: unknown): boolean {
  try {
    return (JSON.stringify(value) as string | undefined) !== undefined;
  } catch {
    return false;
  }
}
