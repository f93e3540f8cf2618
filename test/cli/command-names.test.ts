import { Command } from 'commander';
import { commandNames } from '../../lib/cli/command-names';
import { COMMANDS } from '../../lib/cli/commands';
import { runSluice } from '../end-to-end/run-sluice';

it('knows every command by its words, and no other', () => {
  const program = new Command();
  for (const add of COMMANDS) add(program, () => undefined);
  const names = commandNames(program);
  const listed = (...words: string[]) =>
    [...runSluice([...words, '--help']).stdout.matchAll(/^ {2}([a-z][a-z-]*) (?:\[|<| )/gm)].map(([, word]) => word!);
  const groups = [...new Set(names.filter((name) => name.includes(' ')).map((name) => name.split(' ')[0]!))];
  const all = listed().flatMap((word) => [
    ...(names.includes(word) ? [word] : []),
    ...(groups.includes(word) ? listed(word).map((second) => `${word} ${second}`) : []),
  ]);

  expect(all.filter((name) => !/\bhelp\b/.test(name)).sort()).toEqual(names);
});
