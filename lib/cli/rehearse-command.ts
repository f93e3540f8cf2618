import pc from 'picocolors';
import { rehearse } from '../rehearsal';
import { failedWithoutRelease, stackFailed } from '../report/failed-stacks';
import { failureLogs } from '../report/failure-logs';
import { foreseenLines } from '../report/foreseen-lines';
import { makeReport } from '../report/make-report';
import { neverStruck } from '../report/never-struck';
import { commandLine } from '../report/report-commands';
import { releaseLine } from '../report/release-line';
import type { Report, ReportedRelease } from '../report/report';
import { exitCodeOf } from './exit-code';
import { forTerminal } from './for-terminal';
import { jsonText } from './json-text';
import { planRehearsal, type RehearseOptions } from './plan-rehearsal';
import { checkReportFolder, writeReportFile } from './report-file';
import { showProgress } from './show-progress';

export interface RehearseCommandOptions extends RehearseOptions {
  /** Print the report as JSON, and nothing else, on standard output. */
  readonly json?: boolean;
  /** A folder for `report.json`. */
  readonly out?: string;
}

/** `sluice rehearse`. Answers the exit code. */
export async function rehearseCommand(options: RehearseCommandOptions): Promise<number> {
  const { plan, expectations, commandExpectations } = planRehearsal(options);
  if (options.out !== undefined) checkReportFolder(options.out);
  const startedAt = performance.now();
  const progress = showProgress(plan.steps, options.json ? process.stderr : process.stdout);
  let failed = true;
  const result = await rehearse(plan, progress.report)
    .then((played) => {
      failed = false;
      return played;
    })
    .finally(() => progress.end(failed));
  const report = makeReport(result, expectations, commandExpectations);
  const text = jsonText(report);
  const file = options.out === undefined ? undefined : writeReportFile(options.out, text);
  if (options.json) process.stdout.write(text);
  else {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const minutes = Math.round(result.playedMs / 60_000);
    const fit = forTerminal(report);
    const commands = (fit.commands ?? []).map(commandLine).join('\n');
    const shown = [summary(fit), commands, failureLogs(fit), ...foreseenLines(fit)]
      .filter((part) => part !== '')
      .join('\n\n');
    process.stdout.write(`${shown}\n\n${minutes} minutes of virtual time rehearsed in ${seconds} s.\n`);
    if (file !== undefined) process.stdout.write(`Report: ${file}\n`);
  }
  return exitCodeOf(report, expectations.keys());
}

function summary(report: Report): string {
  const { releases } = report;
  const idle = (report.idleFaults ?? []).map((fault) => `${pc.red('✘')} ${neverStruck(fault)}`);
  const failed = failedWithoutRelease(report).map((stack) => `${pc.red('✘')} ${stack.step}  ${stackFailed(stack)}`);
  if (releases.length === 0) {
    const none = 'No release: no alias of these assemblies has a CodeDeployLambdaAliasUpdate policy.';
    return [...failed, ...idle, none].join('\n');
  }
  const width = Math.max(...releases.map(({ step }) => step.length));
  const lines = releases.map((release) => `${mark(release)} ${release.step.padEnd(width)}  ${line(release)}`);
  return [...lines, ...failed, ...idle].join('\n');
}

function line(release: ReportedRelease): string {
  const differences = release.expectation?.differences ?? [];
  return [releaseLine(release), ...differences.map((difference) => pc.red(difference))].join(' · ');
}

function mark({ expectation, outcome }: ReportedRelease): string {
  if (expectation) return expectation.met ? pc.green('✔') : pc.red('✘');
  return outcome === 'blocked' || outcome === 'rolled-back' || outcome === 'failed' ? pc.yellow('•') : pc.green('•');
}
