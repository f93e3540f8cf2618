import type { Account } from './account/account';
import type { MeanwhileCommand, PlannedCommand } from './rehearsal-plan';
import { runCommand, type CommandResult } from './run-command';

/**
 * Runs a command of a plan and keeps how it went by its name. Has to run inside `Simulation.run`.
 *
 * @throws UnknownName, ScenarioError
 *
 * @internal
 */
export async function runPlanned(
  account: Account,
  { name, command, as }: PlannedCommand,
  results: Map<string, CommandResult>,
): Promise<void> {
  const session = as && { ...as, place: `as of ${name}` };
  results.set(name, await runCommand(account, command, session));
}

/**
 * Runs commands beside a deployment: each at its time, or when the one before it has ended. Two at once would ask of the
 * account in the order that the machine has them in.
 *
 * @internal
 */
export async function runMeanwhile(
  account: Account,
  commands: readonly MeanwhileCommand[],
  results: Map<string, CommandResult>,
): Promise<void> {
  const { simulation } = account;
  const startedAt = simulation.now;
  for (const planned of commands.toSorted((one, other) => one.afterMs - other.afterMs)) {
    await simulation.sleep(Math.max(0, startedAt + planned.afterMs - simulation.now));
    await runPlanned(account, planned, results);
  }
}
