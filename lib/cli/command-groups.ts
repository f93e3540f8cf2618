import type { Command } from 'commander';

/** Commands of two words share the first. Whichever of them is added first makes the group. */
const GROUPS = {
  gates: 'works with what gates said',
  suite: 'works with suites of conversations and of questions to a judge',
  judge: 'works with judges of answers',
} as const;

export function commandGroup(program: Command, name: keyof typeof GROUPS): Command {
  return program.commands.find((one) => one.name() === name) ?? program.command(name).description(GROUPS[name]);
}
