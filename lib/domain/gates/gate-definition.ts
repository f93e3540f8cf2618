import * as v from 'valibot';
import { judgeDefinitionSchema } from '../judge/judge-definition';
import { qualitySuiteSchema } from './quality/quality-suite';
import { BUDGETS } from '../size/budgets';
import { httpRequestSchema } from '../suite/http-request';
import { expectationsSchema, suiteSchema, teardownSeconds, type Suite } from '../suite/suite';
import { issuePath, issueSentence } from '../gate/issue-sentence';
import { HOOK_PHASES } from '../gate/phase';
import { jsonProblems } from '../gate/json-problems';
import { qualitySuiteProblems } from './quality/suite-size';
import { MOST_SECONDS, teardownProblems } from '../gate/teardown-time';

const WHOLE = 'must be a whole number';

const common = {
  /** Unique within a release; lower-case words joined by hyphens. */
  name: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
    v.maxLength(BUDGETS.gateName, `must have ${BUDGETS.gateName} characters at most`),
  ),
  phase: v.picklist(HOOK_PHASES),
};
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(WHOLE), v.minValue(least), v.maxValue(most));
const within = v.pipe(v.number(), v.gtValue(0), v.maxValue(MOST_SECONDS));
const milliseconds = v.pipe(v.number(), v.gtValue(0), v.maxValue(900_000));
const concurrency = whole(1, 50);
const harmlessSuite = v.pipe(
  suiteSchema,
  v.check(({ effects }) => effects === 'none', 'must have `effects: none`, since the gate sends it more than once'),
);

const healthSchema = v.strictObject({
  ...common,
  kind: v.literal('health'),
  probe: v.variant('kind', [
    v.strictObject({
      kind: v.literal('http'),
      request: httpRequestSchema,
      status: v.number(),
      /** What the answer must be beside its status, by path. */
      expect: v.optional(expectationsSchema),
    }),
    v.strictObject({
      kind: v.literal('event'),
      event: v.unknown(),
      /** What the answer must be, by path. */
      expect: v.optional(expectationsSchema),
    }),
  ]),
  /** This many probes, one after the other, must all pass … */
  passes: whole(1, 100),
  /** … within this time … */
  withinSeconds: v.pipe(v.number(), v.gtValue(0), v.maxValue(600)),
  /** … and each within this one. */
  maxLatencyMs: v.optional(milliseconds),
});

const integrationSchema = v.strictObject({
  ...common,
  kind: v.literal('integration'),
  suite: suiteSchema,
  /** Conversations at a time. */
  concurrency,
  /** The time that they may take together; with the deadline's margin it stays below the 15 minutes of a function. */
  withinSeconds: within,
  /** Only the conversations with one of these tags are held; all of them where none is named. */
  tags: v.optional(v.pipe(v.array(v.string()), v.minLength(1, 'must name a tag, or be left out'))),
  /** A conversation that does not hold is held again so often. */
  retries: v.optional(whole(0, 5)),
});

/** The squad's own function, which the manifest names, as its ARN exists only once deployed. */
const functionSchema = v.strictObject({ ...common, kind: v.literal('function'), withinSeconds: within });

const syntheticLoadSchema = v.strictObject({
  ...common,
  kind: v.literal('synthetic-load'),
  load: v.variant('kind', [
    v.strictObject({ kind: v.literal('suite'), suite: harmlessSuite }),
    v.strictObject({
      kind: v.literal('request'),
      request: v.pipe(
        httpRequestSchema,
        v.check(
          ({ method = 'GET' }) => ['GET', 'HEAD', 'OPTIONS'].includes(method),
          'must be of the method GET, HEAD or OPTIONS, which change nothing; use a suite for any other',
        ),
      ),
    }),
  ]),
  /** Calls to make. */
  requests: whole(1, 10_000),
  /** Calls, or conversations, at a time. */
  concurrency,
  withinSeconds: within,
  /** Of the calls, in percent. */
  maxErrorRatePercent: v.pipe(v.number(), v.minValue(0), v.ltValue(100)),
  /** Of the 99th percentile. */
  maxLatencyMs: v.optional(milliseconds),
});

const contractSchema = v.strictObject({
  ...common,
  kind: v.literal('contract'),
  suite: harmlessSuite,
  concurrency,
  withinSeconds: within,
  /** What green may have that blue has not. */
  allow: v.picklist(['additions', 'nothing']),
});

/** With the askings of one gate, and their margins, it stays below what the gates of a phase have. */
const MOST_QUALITY_SECONDS = 1500;

const qualitySchema = v.strictObject({
  ...common,
  kind: v.literal('quality'),
  suite: qualitySuiteSchema,
  /** Who scores the answers. */
  judge: judgeDefinitionSchema,
  /** So many points green's mean may be below blue's, and no more. */
  margin: v.pipe(v.number(), v.gtValue(0), v.maxValue(2)),
  /** The standard deviation of paired differences, as far as it is known. */
  expectedSd: v.pipe(v.number(), v.gtValue(0), v.maxValue(4)),
  /** How many scores of blue a case is compared with at least. */
  blueScores: whole(1, 8),
  /** Cases at a time. */
  concurrency: whole(1, 50),
  /** For all askings together. */
  withinSeconds: v.pipe(v.number(), v.minValue(30), v.maxValue(MOST_QUALITY_SECONDS)),
  /** What judging one release may take at most. */
  budget: v.strictObject({
    mostTokens: v.pipe(v.number(), v.gtValue(0), v.finite()),
    mostDollars: v.pipe(v.number(), v.gtValue(0), v.finite()),
  }),
});

/** One named question about a release, as it is shipped to the platform. */
export const gateDefinitionSchema = v.variant('kind', [
  healthSchema,
  integrationSchema,
  functionSchema,
  syntheticLoadSchema,
  contractSchema,
  qualitySchema,
]);

export type HealthDefinition = v.InferOutput<typeof healthSchema>;
export type IntegrationDefinition = v.InferOutput<typeof integrationSchema>;
export type FunctionDefinition = v.InferOutput<typeof functionSchema>;
export type SyntheticLoadDefinition = v.InferOutput<typeof syntheticLoadSchema>;
export type ContractDefinition = v.InferOutput<typeof contractSchema>;
export type QualityDefinition = v.InferOutput<typeof qualitySchema>;
export type GateDefinition = v.InferOutput<typeof gateDefinitionSchema>;

/** A gate whose suite could not be read: all that is said of it besides. */
export type GateWithoutSuite =
  | Omit<IntegrationDefinition, 'suite'>
  | Omit<ContractDefinition, 'suite'>
  | Omit<QualityDefinition, 'suite'>
  | (Omit<SyntheticLoadDefinition, 'load'> & { readonly load: { readonly kind: 'suite' } });

/** Whether a gate calls the version that serves, too. */
export function comparesWithBlue({ kind }: Pick<GateDefinition, 'kind'>): boolean {
  return kind === 'contract' || kind === 'quality';
}

/** What is wrong with a definition, each as one sentence; none where it can be shipped. */
export function gateProblems(definition: GateDefinition | GateWithoutSuite): readonly string[] {
  const { issues = [] } = v.safeParse(gateDefinitionSchema, definition);
  // What is wrong with a file that could not be read is said by its lines.
  const own = issues.filter((issue) => !(issue.received === 'undefined' && /(^|\.)suite$/.test(issuePath(issue))));
  const said = new Set(own.map(issuePath));
  const unlikeJson = jsonProblems(definition).filter(({ path }) => !said.has(path));
  return [
    ...own.map((issue) => `${issueSentence(issue, propOf)}${UNITS[issuePath(issue)] ?? ''}`),
    ...unlikeJson.map(({ path, says }) => `\`${propOf(path)}\` ${says}`),
    ...suiteProblems(definition),
  ];
}

/** What whoever writes a gate calls it, where the definition has another name for its unit. */
const PROPS: Readonly<Record<string, string>> = {
  withinSeconds: 'within',
  maxLatencyMs: 'maxLatency',
  'budget.mostTokens': 'maxTokens',
  'budget.mostDollars': 'maxDollars',
};

/** What was received is a number of these. */
const UNITS: Readonly<Record<string, string>> = { withinSeconds: ' s', maxLatencyMs: ' ms' };

/** The name of a setting for whoever wrote it. */
export function propOf(path: string): string {
  return Object.hasOwn(PROPS, path)
    ? (PROPS[path] ?? path)
    : path.replace(/^load\./, '').replace(/^probe\.request\./, 'probe.');
}

/** What a suite and the gate that plays it make impossible together. */
function suiteProblems(definition: GateDefinition | GateWithoutSuite): readonly string[] {
  if (definition.kind === 'quality')
    return 'suite' in definition ? qualitySuiteProblems(definition.suite, definition) : [];
  const suite = suiteOf(definition);
  if (!suite) return definition.kind === 'synthetic-load' ? latencyProblems(definition) : [];
  const problems = [...teardownProblems(suite, definition.withinSeconds, teardownsOf(definition))];
  if (definition.kind === 'integration') problems.push(...tagProblems(definition.tags ?? [], suite));
  if (definition.kind === 'synthetic-load') problems.push(...latencyProblems(definition));
  return problems;
}

/** A gate's own time, and that of the teardown, which runs when all other time is used up. */
export function secondsWithTeardown(definition: GateDefinition | GateWithoutSuite): number {
  const suite = suiteOf(definition);
  return definition.withinSeconds + (suite ? teardownsOf(definition) * teardownSeconds(suite) : 0);
}

/** A contract's suite is torn down with both versions. */
function teardownsOf({ kind }: Pick<GateDefinition, 'kind'>): number {
  return kind === 'contract' ? 2 : 1;
}

/** The suite of conversations that a gate plays. */
export function suiteOf(definition: GateDefinition | GateWithoutSuite): Suite | undefined {
  if (definition.kind === 'synthetic-load') return 'suite' in definition.load ? definition.load.suite : undefined;
  if (definition.kind === 'quality') return undefined;
  return 'suite' in definition ? definition.suite : undefined;
}

function tagProblems(tags: readonly string[], { conversations }: Suite): readonly string[] {
  const known = [...new Set(conversations.flatMap((one) => one.tags ?? []))];
  return tags
    .filter((tag) => !known.includes(tag))
    .map((tag) => `\`tags\` must be of the suite's (${known.join(', ') || 'it has none'}), got: "${tag}"`);
}

/** Of fewer calls the 99th percentile is the slowest one, which says little of the others. */
function latencyProblems({
  maxLatencyMs,
  requests,
}: Pick<SyntheticLoadDefinition, 'maxLatencyMs' | 'requests'>): readonly string[] {
  if (maxLatencyMs === undefined || requests >= 100) return [];
  return [`\`requests\` must be >=100 where there is a \`maxLatency\`, a 99th percentile, got: ${requests}`];
}

/** The file of gates that a release ships beside its manifest. */
export const gateFileSchema = v.strictObject({ schema: v.literal(1), gates: v.array(gateDefinitionSchema) });
export type GateFile = v.InferOutput<typeof gateFileSchema>;
