import type { Command } from 'commander';

/** The commands that a program has, by their words, such as `gates report`. */
export function commandNames(program: Command): readonly string[] {
  return program.commands
    .flatMap((command) => {
      // A group has no options: what has some does something by itself.
      const own = command.commands.length === 0 || command.options.length > 0 ? [command.name()] : [];
      return [...own, ...commandNames(command).map((name) => `${command.name()} ${name}`)];
    })
    .sort();
}
