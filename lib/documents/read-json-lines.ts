import type * as v from 'valibot';
import { DocumentError, type DocumentProblem } from './document-error';
import { parseText, readText } from './read-document';

/**
 * Reads a file of JSON lines whose first line is an object and whose others are the items of one of its lists, and
 * parses the whole by a schema.
 *
 * @param list the key under which the items belong
 * @throws DocumentError with every problem and its line
 */
export function readJsonLines<S extends v.GenericSchema>(file: string, list: string, schema: S): v.InferOutput<S> {
  const lines = linesOf(file);
  const problems = lines.flatMap((line, index) => lineProblem(line, index));
  if (problems.length > 0) throw new DocumentError(file, problems);
  const first = lines.findIndex((line) => line !== '');
  if (first < 0)
    throw new DocumentError(file, [problemAt(0, 'the file is empty; its first line is the suite without its cases')]);
  // One document with the same lines, so that every place in it is a place in the file.
  const joined = lines.map((line, index) => {
    if (line === '') return line;
    if (index > first) return `${line},`;
    const open = line.slice(0, -1);
    return `${open}${/^\s*\{\s*$/.test(open) ? '' : ','} ${JSON.stringify(list)}: [`;
  });
  return parseText(file, `${joined.join('\n')}]}`, schema);
}

/**
 * Reads a file of JSON lines that are all alike, each parsed by a schema.
 *
 * @throws DocumentError with every problem and its line
 */
export function readJsonLineItems<S extends v.GenericSchema>(file: string, schema: S): readonly v.InferOutput<S>[] {
  const items: v.InferOutput<S>[] = [];
  const problems: DocumentProblem[] = [];
  for (const [index, line] of linesOf(file).entries()) {
    const wrong = lineProblem(line, index);
    problems.push(...wrong);
    if (line === '' || wrong.length > 0) continue;
    try {
      items.push(parseText(file, line, schema));
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      problems.push(...error.problems.map((problem) => ({ ...problem, line: index + 1 })));
    }
  }
  if (problems.length > 0) throw new DocumentError(file, problems);
  return items;
}

function linesOf(file: string): readonly string[] {
  return readText(file)
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trimEnd());
}

function lineProblem(line: string, index: number): readonly DocumentProblem[] {
  if (line === '') return [];
  try {
    const value: unknown = JSON.parse(line);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? [] : [problemAt(index, 'each line must be an object')];
  } catch (error) {
    return [problemAt(index, `not a line of JSON: ${error instanceof Error ? error.message : String(error)}`)];
  }
}

function problemAt(index: number, message: string): DocumentProblem {
  return { path: '', line: index + 1, column: 1, message };
}
