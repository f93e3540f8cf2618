import { Command } from 'commander';
import { version } from '../../package.json';
import { COMMANDS } from './commands';
import { EXIT, failureOf } from './exit-code';
import { linesForTerminal } from './for-terminal';
import { UsageError } from './usage-error';

/** The command line. Answers the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // The SDK would warn of this machine's Node.js before the command says its first word; it is ours to support.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  for (const output of [process.stdout, process.stderr]) output.on('error', ignoreClosedPipe);
  let exitCode: number = EXIT.good;
  const program = new Command('sluice')
    .description('Lambda releases that nobody has to watch.')
    .version(version, '-v, --version', 'print the version')
    // A word below a command takes the options that follow it.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(linesForTerminal(text)) })
    .showHelpAfterError('(`--help` says more)');
  program.hook('preAction', (_, command) => {
    refuseEmpty(command);
  });
  for (const add of COMMANDS) {
    add(program, (code) => {
      exitCode = code;
    });
  }
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

/** An option that is given nothing is most often a variable that was never set. */
function refuseEmpty(command: Command): void {
  for (const [name, value] of Object.entries(command.opts())) {
    const isEmpty = (one: unknown) => typeof one === 'string' && one.trim() === '';
    if (!isEmpty(value) && !(Array.isArray(value) && value.some(isEmpty))) continue;
    const { long } = command.options.find((option) => option.attributeName() === name) ?? {};
    throw new UsageError(`\`${long ?? name}\` must not be empty: leave it out, or say what it is.`);
  }
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
