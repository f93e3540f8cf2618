import { spawn } from 'node:child_process';
import type { Account } from './account/account';
import { WAIT_PATH } from './account/command-waits';
import { operatorArn, OPERATOR_SESSION } from './account/operator';
import { roleCalled } from './account/role-called';
import type { RoleSession } from './scenario/scenario';

/** A program to be run as an operator of the account would run it. */
export interface Command {
  /** The executable. */
  readonly file: string;
  readonly args: readonly string[];
  /** The folder it is run in. */
  readonly directory: string;
}

export interface CommandResult {
  /** Virtual milliseconds since the epoch. */
  readonly at: number;
  /** Null where it did not end by itself. */
  readonly exitCode: number | null;
  /** What it wrote to standard output. */
  readonly output: string;
  /** What it wrote to standard error. */
  readonly errors: string;
}

/** More than any command takes, in real milliseconds; handlers run meanwhile where it waits. */
const TIMEOUT_MS = 300_000;

/** Who a command is run as, and which step says so. */
export interface CommandSession extends RoleSession {
  /** In the scenario, for messages. */
  readonly place: string;
}

/**
 * Runs a program against the account: `AWS_ENDPOINT_URL` is the account's endpoint, the credentials are those of a
 * session or an administrator's, and `REHEARSAL_NOW` is the account's time, ISO 8601, by which the program should go. Time
 * stands still until it has ended, but while it waits: for an invocation, or for what it asks of `REHEARSAL_WAIT`. Has to run
 * inside `Simulation.run`.
 *
 * @throws UnknownName where there is no such role
 * @throws ScenarioError where several roles go by that name
 *
 * @internal
 */
export async function runCommand(account: Account, command: Command, as?: CommandSession): Promise<CommandResult> {
  const { commandTime, credentials, endpoint, place, simulation } = account;
  const at = simulation.now;
  const own = {
    ...(as
      ? credentials.variables(roleCalled(account, as.role, as.place), as.session)
      : credentials.variables(operatorArn(place), OPERATOR_SESSION)),
    AWS_ENDPOINT_URL: `http://127.0.0.1:${endpoint.port}`,
    AWS_REGION: place.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_COLOR: '1',
    REHEARSAL_NOW: new Date(at).toISOString(),
    REHEARSAL_WAIT: `http://127.0.0.1:${endpoint.port}${WAIT_PATH}`,
  };
  const env = { ...withoutAws(process.env), ...own };
  return { at, ...(await commandTime.during(ended(command, env))) };
}

/** The machine's own account and colours must not reach the program. */
function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('AWS_') && name !== 'FORCE_COLOR' && name !== 'NO_COLOR'),
  );
}

function ended(
  { file, args, directory }: Command,
  env: NodeJS.ProcessEnv,
): Promise<Pick<CommandResult, 'exitCode' | 'output' | 'errors'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT_MS });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.once('error', reject);
    child.once('close', (exitCode) => {
      resolve({
        exitCode,
        output: Buffer.concat(output).toString('utf8'),
        errors: Buffer.concat(errors).toString('utf8'),
      });
    });
  });
}
