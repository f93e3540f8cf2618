import { counted, countText, listText } from '../text/figures';
import { oneLine } from '../text/one-line';
import {
  SEVERITIES,
  type CoverageEvidence,
  type EvidenceJudgement,
  type ExitCodeEvidence,
  type MeasuredEvidence,
  type ScanReport,
  type SecurityEvidence,
  type Severity,
  type TestsEvidence,
  type TestsReport,
} from './evidence';

/** Judges evidence. What shows nothing, such as a report without tests, is no pass. */
export function checkEvidence(evidence: MeasuredEvidence): EvidenceJudgement {
  switch (evidence.kind) {
    case 'tests':
      return checkTests(evidence);
    case 'coverage':
      return checkCoverage(evidence);
    case 'security':
      return checkSecurity(evidence);
    case 'exit-code':
      return checkExitCode(evidence);
  }
}

function checkTests({ reports }: TestsEvidence): EvidenceJudgement {
  const total = (key: 'tests' | 'failures' | 'errors' | 'skipped') => sum(reports.map((report) => report[key]));
  const [tests, failures, errors, skipped] = [total('tests'), total('failures'), total('errors'), total('skipped')];
  const judged = judgedBy({ reports: reports.length, tests, failures, errors, skipped });
  if (reports.length === 0) return judged('fail', 'There is no report of tests: nothing shows that any ran.');
  const bad = failures + errors;
  if (bad > 0) {
    const first = listed(
      reports.flatMap(({ firstFailed }) => firstFailed),
      bad,
    );
    return judged('fail', `${countText(bad)} of ${counted(tests, 'test')} failed${first === '' ? '' : `: ${first}`}.`);
  }
  const empty = reports.filter(isEmpty);
  if (empty.length > 0) {
    const names = listed(empty.map(({ name }) => name));
    const none = empty.every((report) => report.tests === 0);
    return judged(
      'fail',
      `${none ? 'No test is' : 'No test ran'} in ${names}: a report that shows nothing is no pass; check that the tests were found.`,
    );
  }
  return judged(
    'pass',
    `${counted(tests - skipped, 'test')} passed${skipped > 0 ? `, ${countText(skipped)} skipped` : ''}.`,
  );
}

/** Whether nothing of a report ran. */
function isEmpty({ tests, skipped }: TestsReport): boolean {
  return tests - skipped <= 0;
}

function checkCoverage({ linesFound, linesHit, min }: CoverageEvidence): EvidenceJudgement {
  // Rounded down, so that the sentence never says that a goal was met that was missed.
  const percent = linesFound === 0 ? 0 : Math.floor((linesHit / linesFound) * 10_000 + ROUNDING) / 100;
  const judged = judgedBy({ linesFound, linesHit, percent, min });
  if (!(min >= 0 && min <= 100)) return judged('fail', `The least coverage must be from 0 to 100 percent, got ${min}.`);
  if (linesFound === 0) return judged('fail', 'The coverage has no lines: nothing shows that any code was looked at.');
  const isEnough = (linesHit / linesFound) * 100 + ROUNDING >= min;
  return judged(
    isEnough ? 'pass' : 'fail',
    `${percent} % of ${counted(linesFound, 'line')} are covered, and ${min} % are asked for.`,
  );
}

/** Far below what one line is of any code, and above what floating point adds. */
const ROUNDING = 1e-9;

function checkSecurity({ reports, maxSeverity }: SecurityEvidence): EvidenceJudgement {
  const findings = reports.flatMap((report) => report.findings);
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, count(severity)]));
  const judged = judgedBy({
    reports: reports.length,
    ...counts,
    suppressed: sum(reports.map((one) => one.suppressed)),
  });
  if (reports.length === 0) return judged('fail', 'There is no report of a scanner: nothing shows that any ran.');
  const silent = reports.filter((report) => report.tools.length === 0 || report.unfinished.length > 0);
  if (silent.length > 0)
    return judged(
      'fail',
      `The scan of ${listed(silent.map(scanName))} did not get to its end: it shows nothing; run it again.`,
    );
  const refused = refusedSeverities(maxSeverity);
  const bad = findings.filter(({ severity }) => refused.some((one) => one === severity));
  if (bad.length === 0) {
    const highest = maxSeverity === 'none' ? 'none with a severity' : `none above ${maxSeverity}`;
    const found = counted(findings.length, 'finding');
    return judged('pass', findings.length === 0 ? 'The scanners found nothing.' : `${found}, ${highest}.`);
  }
  const by = refused
    .filter((severity) => count(severity) > 0)
    .map((severity) => `${countText(count(severity))} ${severity}`);
  const first = bad.map(({ rule, place }) => (place === undefined ? rule : `${rule} in ${place}`));
  const accepted = maxSeverity === 'none' ? 'none is accepted' : `at most ${maxSeverity} is accepted`;
  return judged('fail', `Found ${listText(by)}, and ${accepted}: ${listed(first)}.`);
}

/** The severities above the highest that is accepted. */
export function refusedSeverities(maxSeverity: Severity | 'none'): readonly Severity[] {
  return maxSeverity === 'none' ? SEVERITIES : SEVERITIES.slice(0, SEVERITIES.indexOf(maxSeverity));
}

function scanName({ name, unfinished }: ScanReport): string {
  return unfinished.length > 0 ? `${listText(unfinished)} (${name})` : name;
}

function checkExitCode({ command, exitCode }: ExitCodeEvidence): EvidenceJudgement {
  const said = oneLine(command).slice(0, NAME_LENGTH);
  const judged = judgedBy(exitCode === undefined ? {} : { exitCode });
  if (exitCode === undefined) return judged('fail', `${said} was ended before it had an exit code.`);
  return judged(exitCode === 0 ? 'pass' : 'fail', `${said} ended with exit code ${exitCode}.`);
}

function judgedBy(figures: EvidenceJudgement['figures']) {
  return (outcome: EvidenceJudgement['outcome'], sentence: string): EvidenceJudgement => ({
    outcome,
    sentence,
    figures,
  });
}

const NAMED = 3;
const NAME_LENGTH = 120;

/** The first few of many, as foreign texts in one line. */
function listed(names: readonly string[], of = names.length): string {
  const first = names.slice(0, NAMED).map((name) => oneLine(name).slice(0, NAME_LENGTH));
  const more = of - first.length;
  return listText(more > 0 && first.length > 0 ? [...first, `${countText(more)} more`] : first);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
