import * as v from 'valibot';
import { readBoundedText } from './bounded-text';
import { DocumentError } from './document-error';
import { jsonOffset, placeOf } from './json-place';
import { SarifRules } from './sarif-rules';
import { SarifLog, type SarifLevel, type SarifResult, type SarifRule } from './sarif-schema';

/** How severe a finding is, as people speak of it; `none` is a result that says of itself that it has no severity. */
export type FindingSeverity = 'critical' | 'high' | 'medium' | 'low' | 'none';

/** Something that a scanner found and that nobody has suppressed. */
export interface SarifFinding {
  /** Foreign text. */
  readonly rule: string;
  readonly level: SarifLevel;
  readonly severity: FindingSeverity;
  /** Where, such as `src/pay.ts:12`. Foreign text. */
  readonly place?: string;
}

/** What a scanner's file says. */
export interface SarifReport {
  /** The tools that ran. Foreign texts. */
  readonly tools: readonly string[];
  /** Those of them that did not get to the end, or say nothing of results: they found nothing because they did not look. */
  readonly unfinished: readonly string[];
  readonly findings: readonly SarifFinding[];
  /** Results that count as suppressed. */
  readonly suppressed: number;
}

/**
 * Reads a scanner's results in SARIF 2.1.0. What counts is a result of the kind `fail`, which is the default, that is not
 * suppressed and not `absent` as compared with a baseline. Its level is its own, or the one that the run set for its rule, or its
 * rule's, or `warning` (section 3.27.10).
 *
 * Its severity is its rule's `security-severity`, by the ranges of GitHub's code scanning, which are CVSS's; where the rule has
 * none, an error is high, a warning medium and a note low.
 *
 * @throws DocumentError where it is no SARIF 2.1.0, or is cut off
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function readSarif(file: string): SarifReport {
  return sarifOf(file, readBoundedText(file));
}

/**
 * Reads the text of a scanner's results in SARIF 2.1.0.
 *
 * @throws DocumentError as `readSarif`
 */
export function sarifOf(file: string, text: string): SarifReport {
  const log = parsedLog(file, text);
  const findings: SarifFinding[] = [];
  let suppressed = 0;
  for (const run of log.runs) {
    const rules = new SarifRules(run);
    for (const result of run.results ?? []) {
      if ((result.kind ?? 'fail') !== 'fail' || result.baselineState === 'absent') continue;
      if (isSuppressed(result)) suppressed += 1;
      else findings.push(findingOf(result, rules));
    }
  }
  const nameOf = ({ tool }: (typeof log.runs)[number]) => clipped(tool.driver.name);
  return {
    tools: log.runs.map(nameOf),
    unfinished: log.runs
      .filter(
        ({ invocations, results }) =>
          !results || (invocations ?? []).some(({ executionSuccessful }) => executionSuccessful === false),
      )
      .map(nameOf),
    findings,
    suppressed,
  };
}

function findingOf(result: SarifResult, rules: SarifRules): SarifFinding {
  const { rule, setLevel } = rules.of(result);
  const level = result.level ?? setLevel ?? rule?.defaultConfiguration?.level ?? 'warning';
  const place = placeIn(result);
  return {
    rule: clipped(result.rule?.id ?? result.ruleId ?? rule?.id ?? 'a rule without an id'),
    level,
    severity: scoredSeverity(rule) ?? BY_LEVEL[level],
    ...(place === undefined ? {} : { place }),
  };
}

const BY_LEVEL: Readonly<Record<SarifLevel, FindingSeverity>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'none',
};

/** From each score on, the highest first. */
const BY_SCORE = [
  [9, 'critical'],
  [7, 'high'],
  [4, 'medium'],
  [0, 'low'],
] as const;

/** GitHub has a score of 0, or one that is no score, as none at all. */
function scoredSeverity(rule: SarifRule | undefined): FindingSeverity | undefined {
  const said = rule?.properties?.['security-severity'] ?? '';
  const score = String(said).trim() === '' ? Number.NaN : Number(said);
  if (!(score > 0 && score <= 10)) return undefined;
  return BY_SCORE.find(([from]) => score >= from)?.[1];
}

/** One that is rejected, or still looked at, suppresses nothing, whatever others say (section 3.27.23). */
function isSuppressed({ suppressions }: SarifResult): boolean {
  return (
    (suppressions ?? []).length > 0 && (suppressions ?? []).every(({ status }) => (status ?? 'accepted') === 'accepted')
  );
}

function placeIn({ locations }: SarifResult): string | undefined {
  const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
  if (!artifactLocation?.uri) return undefined;
  return clipped(region?.startLine ? `${artifactLocation.uri}:${region.startLine}` : artifactLocation.uri);
}

function parsedLog(file: string, text: string): v.InferOutput<typeof SarifLog> {
  const problemAt = (offset: number, path: readonly (string | number)[], message: string) => ({
    path: path.join('.'),
    ...placeOf(text, offset),
    message,
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const offset = Number(/at position (\d+)/.exec(said)?.[1] ?? (said.includes('end of JSON') ? text.length : 0));
    throw new DocumentError(file, [problemAt(offset, [], `is no JSON, or is cut off: ${clipped(said)}`)]);
  }
  const { success, output, issues } = v.safeParse(SarifLog, value, { abortEarly: true });
  if (success) return output;
  throw new DocumentError(
    file,
    issues.map((issue) => {
      const path = (issue.path ?? []).map((item) => item.key as string | number);
      const expected = issue.expected ?? 'another value';
      const received = issue.received === 'undefined' ? 'it is missing' : `got ${clipped(issue.received)}`;
      return problemAt(jsonOffset(text, path), path, `is no SARIF 2.1.0: expected ${expected}, ${received}`);
    }),
  );
}

function clipped(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
