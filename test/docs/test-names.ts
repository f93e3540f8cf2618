import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from './fences';

/**
 * The names by which a test of a file can be run, as they are written: of `describe`, `it` and their `each`, and of the
 * cases in the tables that it reads. Nothing else that the file says is one, nor is a test that is skipped.
 */
export function testNames(file: string): readonly string[] {
  const text = readFileSync(join(repository, file), 'utf8');
  const titles = text.matchAll(/(?:\b(?:it|describe)|\]\)|\w\))\(\s*'([^'\n]+)'/g);
  const tables = text.matchAll(/from '(\.[^']+\.json)'/g);
  return [
    ...[...titles].map(([, title = '']) => title),
    ...[...tables].flatMap(([, path = '']) => caseNames(join(dirname(file), path))),
  ];
}

function caseNames(table: string): readonly string[] {
  const names: string[] = [];
  JSON.parse(readFileSync(join(repository, table), 'utf8'), (key, value: unknown) => {
    if (key === 'name' && typeof value === 'string') names.push(value);
    return value;
  });
  return names;
}
