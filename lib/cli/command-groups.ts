import type { Command } from 'commander';

/** Commands of two words share the first. Whichever of them is added first makes the group. */
const GROUPS = {
  attest: 'attests facts about what is about to be released',
  attestations: 'works with what was attested',
  gates: 'works with what gates said',
  ledger: 'works with the ledger as a record',
  suite: 'works with suites of conversations and of questions to a judge',
  judge: 'works with judges of answers',
} as const;

/** A command that does something by itself, and has others below it. */
export function commandAbove(program: Command, name: string): Command {
  const above = program.commands.find((one) => one.name() === name);
  if (!above) throw new Error(`The command ${name} has to be added before what is below it.`);
  return above;
}

export function commandGroup(program: Command, name: keyof typeof GROUPS): Command {
  return program.commands.find((one) => one.name() === name) ?? program.command(name).description(GROUPS[name]);
}
