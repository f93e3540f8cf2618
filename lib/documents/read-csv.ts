import * as v from 'valibot';
import { DocumentError, type DocumentProblem } from './document-error';
import { readText } from './read-document';

interface Row {
  /** The first is 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a file of comma-separated values with a header (RFC 4180) and parses each row by a schema, as an object of texts
 * by the names of the columns. A cell that is empty is missing.
 *
 * @param problemOf what cannot be true of a row as a whole
 * @throws DocumentError with every problem and its line
 */
export function readCsv<S extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  file: string,
  schema: S,
  problemOf: (row: v.InferOutput<S>) => string | undefined = () => undefined,
): readonly v.InferOutput<S>[] {
  const [header, ...rows] = rowsOf(file, readText(file).replace(/^\uFEFF/, ''));
  if (!header) throw new DocumentError(file, [problemAt(1, '', 'the file is empty; its first line names the columns')]);
  const known = Object.keys(schema.entries);
  const names = header.cells.map((name) => name.trim());
  const unknown = names.filter((name, index) => !known.includes(name) || names.indexOf(name) !== index);
  if (unknown.length > 0) {
    const said = `unknown column, or one that is there twice; the columns known here are ${known.join(', ')}`;
    throw new DocumentError(
      file,
      unknown.map((name) => problemAt(1, name, said)),
    );
  }
  const problems: DocumentProblem[] = [];
  const parsed = rows.flatMap((row): v.InferOutput<S>[] => {
    if (row.cells.length !== names.length) {
      problems.push(problemAt(row.line, '', `has ${row.cells.length} cells, and the header ${names.length}`));
      return [];
    }
    const { success, output, issues } = v.safeParse(schema, objectOf(names, row));
    if (success) {
      const problem = problemOf(output);
      if (problem !== undefined) problems.push(problemAt(row.line, '', problem));
      return [output];
    }
    for (const issue of issues) problems.push(problemAt(row.line, v.getDotPath(issue) ?? '', wordsOf(issue)));
    return [];
  });
  if (problems.length > 0) throw new DocumentError(file, problems);
  return parsed;
}

function objectOf(names: readonly string[], { cells }: Row): Readonly<Record<string, string>> {
  const pairs = names.map((name, index) => [name, (cells[index] ?? '').trim()] as const);
  return Object.fromEntries(pairs.filter(([, cell]) => cell !== ''));
}

function wordsOf({ message, received }: v.BaseIssue<unknown>): string {
  return received === 'undefined' ? 'missing' : message;
}

/** A quote within quotes is written twice, and a line may go on within quotes. */
function rowsOf(file: string, text: string): readonly Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 1;
  let began = 1;
  let cell = '';
  let place = 0;
  const endCell = () => {
    cells.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.length > 1 || cells[0]?.trim() !== '') rows.push({ line: began, cells });
    cells = [];
    began = line;
  };
  while (place < text.length) {
    const character = text.charAt(place);
    if (character === '"' && cell.trim() === '') {
      const quoted = /^"((?:[^"]|"")*)"[^\S\r\n]*(?=[,\r\n]|$)/.exec(text.slice(place));
      if (!quoted) throw new DocumentError(file, [problemAt(line, '', 'a quote that does not end, or text after it')]);
      cell = (quoted[1] ?? '').replaceAll('""', '"');
      line += (quoted[0].match(/\n/g) ?? []).length;
      place += quoted[0].length;
      continue;
    }
    place += 1;
    if (character === ',') endCell();
    else if (character === '\n') {
      line += 1;
      endRow();
    } else if (character !== '\r') cell += character;
  }
  endRow();
  return rows;
}

function problemAt(line: number, path: string, message: string): DocumentProblem {
  return { path, line, column: 1, message };
}
