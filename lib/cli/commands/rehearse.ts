import { rehearse as play } from '../../rehearsal';
import { makeReport } from '../../report/make-report';
import type { Report } from '../../report/report';
import { summaryLines } from '../../report/terminal/summary';
import { duration, indented } from '../../report/terminal/words';
import type { AddCommand } from '../add-command';
import { commandNames } from '../command-names';
import { exitCodeOf } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { planRehearsal, type RehearseOptions } from '../plan-rehearsal';
import { checkReportFolder, writeReportFile } from '../report-file';
import { showProgress } from '../show-progress';
import { PAINT, terminalWidth } from '../terminal';
import { wholeNumber } from '../whole-number';

interface RehearseCommandOptions extends RehearseOptions {
  /** Print the report as JSON, and nothing else, on standard output. */
  readonly json?: boolean;
  /** A folder for `report.json`. */
  readonly out?: string;
}

const REHEARSE_HELP = `
A scenario is a YAML file:

  seed: 7
  traffic: { requestsPerSecond: 10 }
  versions:
    blue:  { errorRate: 0.005, latencyMs: { p50: 120, p90: 260, p99: 480 } }
    green: { errorRate: 0.2 }            # what is not said is as blue
  expect: { outcome: rolled-back, by: error-rate-alarm, within: 6m }

--from and --to attest nothing: what a platform wants attested is attested by steps of the scenario (\`run: attest ci\`), between
the deploy of the platform and that of the service.

Exit codes: 0 released, or as expected; 1 blocked, rolled back, failed or not as expected;
2 wrong usage or scenario; 3 could not be rehearsed.

Examples:
  cdk synth --output new.out
  sluice rehearse --from old.out --to new.out --scenario canary.yaml
  sluice rehearse --scenario all-releases.yaml --out rehearsals`;

/** `sluice rehearse` */
export const rehearse: AddCommand = (program, ended) => {
  program
    .command('rehearse')
    .description('plays releases in an emulated AWS account, in virtual time: no credentials, no network')
    .option('--from <dir>', 'the assembly that runs now; deployed first')
    .option('--to <dir>', 'the assembly of the change (needed unless the scenario has steps)')
    .requiredOption('--scenario <file>', 'what is played: traffic, how the versions behave, what is expected')
    .option('--json', 'print the report as JSON on standard output')
    .option('--out <dir>', 'write report.json there')
    .option('--seed <n>', "settles all chance, instead of the scenario's seed", wholeNumber)
    .addHelpText('after', REHEARSE_HELP)
    .action(async (options: RehearseCommandOptions) => {
      ended(await rehearseReleases(options, commandNames(program)));
    });
};

/** @param commands that a scenario may run */
async function rehearseReleases(options: RehearseCommandOptions, commands: readonly string[]): Promise<number> {
  const plan = planRehearsal(options, commands);
  if (options.out !== undefined) checkReportFolder(options.out);
  const startedAt = performance.now();
  const progress = showProgress(plan.steps, options.json ? process.stderr : process.stdout);
  let failed = true;
  const result = await play(plan, progress.report)
    .then((played) => {
      failed = false;
      return played;
    })
    .finally(() => progress.end(failed));
  const report = makeReport(result, plan.expectations, plan.commandExpectations);
  const text = jsonText(report);
  const file = options.out === undefined ? undefined : writeReportFile(options.out, text);
  if (options.json) process.stdout.write(text);
  else process.stdout.write(`${summary(report, result.playedMs, performance.now() - startedAt, file).join('\n')}\n`);
  return exitCodeOf(report, plan.expectations.keys());
}

function summary(report: Report, playedMs: number, tookMs: number, file: string | undefined): readonly string[] {
  const played = `${duration(Math.round(playedMs / 1000))} of virtual time in ${(tookMs / 1000).toFixed(1)} s`;
  const where = forTerminal(file ?? '`--out DIR` keeps the whole report');
  return [
    '',
    ...summaryLines(forTerminal(report), terminalWidth(), PAINT),
    '',
    ...indented(`${played} · ${where}`, terminalWidth(), 2),
    '',
  ];
}
