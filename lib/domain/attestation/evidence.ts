/** How severe a finding is, the most severe first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What one report of tests says. */
export interface TestsReport {
  /** Whose report it is, such as the name of its file. */
  readonly name: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  /** Foreign texts. */
  readonly firstFailed: readonly string[];
}

/** What one report of a scanner says. */
export interface ScanReport {
  /** Whose report it is, such as the name of its file. */
  readonly name: string;
  /** The tools that ran. Foreign texts. */
  readonly tools: readonly string[];
  /** Those that did not get to the end, or said nothing of results. Foreign texts. */
  readonly unfinished: readonly string[];
  /** What was found and not suppressed. */
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: Severity | 'none';
    readonly place?: string;
  }[];
  readonly suppressed: number;
}

/** Reports of tests. All of them must pass. */
export interface TestsEvidence {
  readonly kind: 'tests';
  readonly reports: readonly TestsReport[];
}

/** How much of the code the tests ran. */
export interface CoverageEvidence {
  readonly kind: 'coverage';
  readonly linesFound: number;
  readonly linesHit: number;
  /** The least share of lines that has to be covered, in percent from 0 to 100. */
  readonly min: number;
}

/** Reports of scanners. Each has to pass. */
export interface SecurityEvidence {
  readonly kind: 'security';
  readonly reports: readonly ScanReport[];
  /**
   * The highest severity that is still accepted: with `medium`, a finding that is high or critical fails, and one that is medium
   * does not. With `none` every finding that has a severity fails, and with `critical` none does. It is a maximum as `--max-warnings` of ESLint is one,
   * and not the threshold of `--fail-on`, which itself fails.
   */
  readonly maxSeverity: Severity | 'none';
}

/** How a command ended. */
export interface ExitCodeEvidence {
  readonly kind: 'exit-code';
  /** What ran, for the sentence. Foreign text. */
  readonly command: string;
  /** 0 passes. Missing where it was killed and had none. */
  readonly exitCode?: number;
}

/** What was measured of a change before it is released. */
export type MeasuredEvidence = TestsEvidence | CoverageEvidence | SecurityEvidence | ExitCodeEvidence;

/** What evidence comes to. */
export interface EvidenceJudgement {
  readonly outcome: 'pass' | 'fail';
  /** Why, in one sentence. */
  readonly sentence: string;
  /** The numbers it rests on, by name. */
  readonly figures: Readonly<Record<string, number>>;
}
