/** What a finding means for `cdk deploy`, the worst first. */
export const SEVERITIES = ['stops', 'warns', 'notes'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something to know before a release is deployed. */
export interface Finding {
  /** A stable name of the kind of finding, such as `alarm-red`. */
  readonly code: string;
  readonly severity: Severity;
  /** The release it is about: the stack, and the alias in it. */
  readonly release: string;
  /** One sentence. */
  readonly what: string;
  /** What it would do to the release. */
  readonly why: string;
  /** The command or the change that mends it; missing where there is nothing to mend. */
  readonly mend?: string;
}

/** The findings, those that stop the release first. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

/** Whether any of them would stop the release. */
export function isStopped(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'stops');
}
