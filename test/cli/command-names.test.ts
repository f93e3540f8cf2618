import { COMMAND_NAMES } from '../../lib/cli/command-names';
import { runSluice } from '../end-to-end/run-sluice';

it('knows every command by its words, and no other', () => {
  const listed = (...words: string[]) =>
    [...runSluice([...words, '--help']).stdout.matchAll(/^ {2}([a-z]+) (?:\[|<| )/gm)].map(([, word]) => word!);
  const groups = [...new Set(COMMAND_NAMES.filter((name) => name.includes(' ')).map((name) => name.split(' ')[0]!))];
  const all = listed().flatMap((word) =>
    groups.includes(word) ? listed(word).map((second) => `${word} ${second}`) : [word],
  );

  expect(all.filter((name) => !/\bhelp\b/.test(name)).sort()).toEqual(COMMAND_NAMES);
});
