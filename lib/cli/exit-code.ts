import { GitFailure } from '../adapters/git-history';
import { DocumentError } from '../documents/document-error';
import { AssemblyError, hostLackOf, NotEmulated, ScenarioError, TemplateError, UnknownName } from '../rehearsal';
import { failedWithoutRelease } from '../report/failed-stacks';
import type { Report, ReportedRelease } from '../report/report';
import { LookFailure } from './look-failure';
import { UsageError } from './usage-error';

/** What the command's exit codes mean. */
export const EXIT = {
  /** Released, or as the scenario expects. */
  good: 0,
  /** Blocked, rolled back, or not as expected. */
  bad: 1,
  /** The command was called wrongly, or its scenario is not one. */
  usage: 2,
  /** It could not be rehearsed, or looked at: an assembly cannot be read, AWS refused; or sluice itself broke. */
  notRehearsed: 3,
} as const;

type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const GOOD_ENDS: ReadonlySet<string> = new Set(['released', 'first-deploy', 'no-change']);

/**
 * Expectations decide where there are any; without one, the releases of the last step that has some do, and a denied
 * call is never good. Nor is a stack that failed in a step that has no release, as there is nothing to expect it by, or a
 * fault that struck in no step.
 */
export function exitCodeOf(report: Report, expectedSteps: Iterable<string>): ExitCode {
  const { releases, commands = [] } = report;
  const expected = [...expectedSteps];
  if (failedWithoutRelease(report).length > 0 || report.idleFaults) return EXIT.bad;
  if (commands.some(({ expectation }) => expectation?.met === false)) return EXIT.bad;
  if (expected.length === 0 && commands.some(({ expectation }) => expectation !== null)) return EXIT.good;
  if (expected.length === 0) {
    const last = releases.filter(({ step }) => step === releases.at(-1)?.step);
    const isGood = ({ outcome, deniedCalls }: ReportedRelease) => GOOD_ENDS.has(outcome) && deniedCalls.length === 0;
    return last.length > 0 && last.every(isGood) ? EXIT.good : EXIT.bad;
  }
  const met = (step: string) => {
    const ofStep = releases.filter((release) => release.step === step);
    return ofStep.length > 0 && ofStep.every(({ expectation }) => expectation?.met === true);
  };
  return expected.every(met) ? EXIT.good : EXIT.bad;
}

/** The exit code and the one message of an error. One that no user can mend is ours: it must not look like a verdict. */
export function failureOf(error: unknown): { readonly code: ExitCode; readonly message: string } {
  if (
    error instanceof UsageError ||
    error instanceof DocumentError ||
    error instanceof ScenarioError ||
    error instanceof UnknownName
  ) {
    return { code: EXIT.usage, message: error.message };
  }
  if (
    error instanceof NotEmulated ||
    error instanceof AssemblyError ||
    error instanceof TemplateError ||
    error instanceof LookFailure ||
    error instanceof GitFailure
  ) {
    return { code: EXIT.notRehearsed, message: error.message };
  }
  const lack = hostLackOf(error);
  if (lack) return { code: EXIT.notRehearsed, message: lack.message };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: EXIT.notRehearsed, message: `Sluice itself broke. Please report it, with this: ${stack}` };
}
