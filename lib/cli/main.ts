import { Command, InvalidArgumentError } from 'commander';
import { EXIT, failureOf } from './exit-code';
import { linesForTerminal } from './for-terminal';
import { featuresCommand } from './features-command';
import { gatesReportCommand, type GatesReportOptions } from './gates-report-command';
import { judgeCalibrateCommand, type JudgeCalibrateOptions } from './judge-calibrate-command';
import { preflightCommand, type PreflightOptions } from './preflight-command';
import { suiteCheckCommand, type SuiteCheckOptions } from './suite-check-command';
import { suiteSampleCommand, type SuiteSampleOptions } from './suite-sample-command';
import { rehearseCommand, type RehearseCommandOptions } from './rehearse-command';

const REHEARSE_HELP = `
A scenario is a YAML file:

  seed: 7
  traffic: { requestsPerSecond: 10 }
  versions:
    blue:  { errorRate: 0.005, latencyMs: { p50: 120, p90: 260, p99: 480 } }
    green: { errorRate: 0.2 }            # what is not said is as blue
  expect: { outcome: rolled-back, by: error-rate-alarm, within: 6m }

Exit codes: 0 released, or as expected; 1 blocked, rolled back, failed or not as expected;
2 wrong usage or scenario; 3 could not be rehearsed.

Examples:
  cdk synth --output new.out
  sluice rehearse --from old.out --to new.out --scenario canary.yaml
  sluice rehearse --scenario all-releases.yaml --out rehearsals`;

/** The command line. Answers the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // The SDK would warn of this machine's Node.js before the command says its first word; it is ours to support.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  for (const output of [process.stdout, process.stderr]) output.on('error', ignoreClosedPipe);
  let exitCode: number = EXIT.good;
  const program = new Command('sluice')
    .description('Lambda releases that nobody has to watch.')
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(linesForTerminal(text)) })
    .showHelpAfterError('(`--help` says more)');
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
      exitCode = await rehearseCommand(options);
    });
  program
    .command('preflight')
    .description('says, before `cdk deploy`, what would stop a release or is worth knowing of it; changes nothing')
    .requiredOption('--to <dir>', 'the assembly of the change: what `cdk synth` wrote')
    .option('--stack <name...>', 'only these stacks of it')
    .option('--json', 'print the findings as JSON on standard output')
    .addHelpText('after', '\nExit codes: 0 nothing stops it; 1 something would; 2 wrong usage; 3 could not look.')
    .action(async (options: PreflightOptions) => {
      exitCode = await preflightCommand(options);
    });
  program
    .command('gates')
    .description('works with what gates said')
    .command('report')
    .description('says of each shadow gate what it would have blocked, and whether that supports enforcing it')
    .option('--service <function>', 'only the releases of this function')
    .option('--since <time>', 'how far back, such as 30d or 12h', '30d')
    .option('--platform <name>', 'the platform whose ledger is read', 'default')
    .option('--json', 'print the report as JSON on standard output')
    .action(async (options: GatesReportOptions) => {
      exitCode = await gatesReportCommand(options);
    });
  const suite = program.command('suite').description('works with suites of conversations and of questions to a judge');
  suite
    .command('check')
    .description('says what is wrong with suites, each problem with its line')
    .argument('<file...>', 'YAML files; quality suites may be JSON lines, named .jsonl')
    .option('--margin <points>', 'of the quality gate, where it is not the default', upTo(2, 'points'))
    .option('--expected-sd <points>', 'of the quality gate, where it is not the default', upTo(4, 'points'))
    .option('--within <seconds>', 'of the integration gate, where it is not the default', upTo(840, 'seconds'))
    .option('--json', 'print the result as JSON on standard output')
    .action((files: string[], options: SuiteCheckOptions) => {
      exitCode = suiteCheckCommand(files, options);
    });
  suite
    .command('sample')
    .description('draws the cases of a quality suite from transcripts')
    .requiredOption(
      '--transcripts <file>',
      'JSON lines: {"turns":[{"user":…}]} or {"messages":[{"role":…,"content":…}]}',
    )
    .requiredOption('--out <file>', 'the suite to write: JSON lines where it is named .jsonl, YAML otherwise')
    .option('--size <n>', 'cases to draw', wholeNumber, 300)
    .option('--seed <n>', 'settles the draw', wholeNumber, 1)
    .option('--redact', 'take out e-mail addresses, numbers, names and secrets', true)
    .option('--no-redact', 'keep every word as it was said')
    .action((options: SuiteSampleOptions) => {
      exitCode = suiteSampleCommand(options);
    });
  program
    .command('judge')
    .description('works with judges of answers')
    .command('calibrate')
    .description("compares a judge's scores with people's on the same answers, and says what it means for the margin")
    .requiredOption('--labels <file>', 'JSON lines: {"human":4,"judge":5}, or {"human":4,"question":…,"answer":…}')
    .option('--cassette <file>', 'where the scores of labels without one were recorded')
    .option('--judge <name>', 'the name under which the cassette has them, such as the id of the model')
    .option('--suite <file>', 'the quality suite whose cases the labels name by their `key`')
    .option('--margin <points>', 'the margin of the gate', margin)
    .option('--json', 'print the result as JSON on standard output')
    .action(async (options: JudgeCalibrateOptions) => {
      exitCode = await judgeCalibrateCommand(options);
    });
  program
    .command('features')
    .description('lists what a rehearsal emulates: services, resource types with their properties, operations')
    .option('--json', 'print the list as JSON on standard output')
    .action((options: { readonly json?: boolean }) => {
      exitCode = featuresCommand(options);
    });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (isCommanderError(error)) return error.exitCode === 0 ? EXIT.good : EXIT.usage;
    const { code, message } = failureOf(error);
    process.stderr.write(`${linesForTerminal(message)}\n`);
    return code;
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

/** A number above 0. */
function upTo(most: number, unit: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value > 0 && value <= most))
      throw new InvalidArgumentError(`It must be above 0 and at most ${most} ${unit}.`);
    return value;
  };
}

function margin(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < 4))
    throw new InvalidArgumentError('It must be above 0 and below 4 points.');
  return value;
}

/** Who reads what is printed may stop early, as `head` does. The work goes on: there may be a report to write. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function isCommanderError(error: unknown): error is { readonly exitCode: number } {
  return (
    error instanceof Error && 'exitCode' in error && 'code' in error && String(error.code).startsWith('commander.')
  );
}
