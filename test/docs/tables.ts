import { readPage } from './fences';

export interface PageTable {
  /** Of the section that it stands in, without its marks; empty above the first. */
  readonly section: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a page, with their cells as they are written. */
export function tablesOf(page: string): readonly PageTable[] {
  const tables: PageTable[] = [];
  let section = '';
  let lines: string[] = [];
  for (const line of [
    ...readPage(page)
      .replace(/^ *```.*?^ *```$/gms, '')
      .split('\n'),
    '',
  ]) {
    if (line.startsWith('|')) lines.push(line);
    else if (lines.length > 0) {
      const [header = [], , ...rows] = lines.map(cellsOf);
      tables.push({ section, header, rows });
      lines = [];
    }
    section = /^#+ (.+)$/.exec(line)?.[1] ?? section;
  }
  return tables;
}

/** The rows of the one table of a page whose header begins with these cells. */
export function rowsOf(page: string, ...header: readonly string[]): readonly (readonly string[])[] {
  const [table, ...others] = tablesOf(page).filter((one) => header.every((cell, index) => one.header[index] === cell));
  if (!table || others.length > 0) throw new Error(`${page} has not one table with ${header.join(', ')}`);
  return table.rows;
}

/** What stands in code marks, in their order. */
export function codeOf(cell = ''): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}
