import type { Command } from 'commander';

/** The commands that a program has, by their words, such as `gates report`. */
export function commandNames(program: Command): readonly string[] {
  return program.commands
    .flatMap((command) =>
      command.commands.length === 0
        ? [command.name()]
        : commandNames(command).map((name) => `${command.name()} ${name}`),
    )
    .sort();
}
