import pc from 'picocolors';
import { rehearse } from '../rehearsal';
import { makeReport } from '../report/make-report';
import type { Report } from '../report/report';
import { summaryLines, type Paint } from '../report/terminal/summary';
import { duration, indented } from '../report/terminal/words';
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
  else process.stdout.write(`${summary(report, result.playedMs, performance.now() - startedAt, file).join('\n')}\n`);
  return exitCodeOf(report, expectations.keys());
}

function summary(report: Report, playedMs: number, tookMs: number, file: string | undefined): readonly string[] {
  const played = `${duration(Math.round(playedMs / 1000))} of virtual time in ${(tookMs / 1000).toFixed(1)} s`;
  const where = forTerminal(file ?? '`--out DIR` keeps the whole report');
  return [
    '',
    ...summaryLines(forTerminal(report), width(), PAINT),
    '',
    ...indented(`${played} · ${where}`, width(), 2),
    '',
  ];
}

const PAINT: Paint = { good: pc.green, bad: pc.red, soft: pc.dim };

/** As wide as the terminal is, within what is read with ease. */
function width(): number {
  const columns = process.stdout.isTTY ? process.stdout.columns : 0;
  return columns === 0 ? 80 : Math.min(Math.max(columns, 60), 100);
}
