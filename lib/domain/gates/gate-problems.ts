import * as v from 'valibot';
import type { Draft } from '../gate/gate-kind';
import { issuePath, issueSentence } from '../gate/issue-sentence';
import { jsonProblems } from '../gate/json-problems';
import { gateDefinitionSchema } from './gate-file';
import { policyNameProblem } from '../policy/judged-gate';
import { kindOf, type GateDefinition } from './gate-kinds';

export type GateDraft = Draft<GateDefinition>;

export interface CheckedGate {
  /** The draft as it was given, where all of it is there that is shipped. */
  readonly definition: GateDefinition | undefined;
  /** What is wrong with it, each as one sentence; none where it can be shipped. */
  readonly problems: readonly string[];
}

/** Checks a definition, with its suite, once for both. */
export function checkGate(draft: GateDraft): CheckedGate {
  const { success, issues } = v.safeParse(gateDefinitionSchema, draft);
  return { definition: success ? (draft as GateDefinition) : undefined, problems: problemsOf(draft, issues ?? []) };
}

function problemsOf(draft: GateDraft, issues: readonly v.BaseIssue<unknown>[]): readonly string[] {
  // What is wrong with a file that could not be read is said by its lines.
  const own = issues.filter((issue) => !(issue.received === 'undefined' && /(^|\.)suite$/.test(issuePath(issue))));
  const said = new Set(own.map(issuePath));
  const unlikeJson = jsonProblems(draft).filter(({ path }) => !said.has(path));
  return [
    ...own.map((issue) => `${issueSentence(issue, propOf)}${UNITS[issuePath(issue)] ?? ''}`),
    ...unlikeJson.map(({ path, says }) => `\`${propOf(path)}\` ${says}`),
    ...[policyNameProblem(draft.name)].filter((problem) => problem !== undefined),
    ...kindOf(draft).problems(draft),
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
