import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const repository = resolve(__dirname, '../..');

/** The pages that these tests hold to the code, from the repository's folder: all there are but the records of decisions. */
export const PAGES: readonly string[] = [
  'README.md',
  ...['docs', 'docs/guides'].flatMap((folder) =>
    readdirSync(join(repository, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];

export interface Fence {
  readonly page: string;
  /** Of the line that opens it. */
  readonly line: number;
  /** What stands after the opening marks, such as `yaml suite`; empty where nothing does. */
  readonly kind: string;
  readonly text: string;
}

export function readPage(page: string): string {
  return readFileSync(join(repository, page), 'utf8');
}

/** The fenced blocks of a page. */
export function fencesOf(page: string): readonly Fence[] {
  const text = readPage(page);
  return [...text.matchAll(/^ *```([^\n]*)\n(.*?)^ *```$/gms)].map(({ index, 1: kind = '', 2: inside = '' }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    kind: kind.trim(),
    text: inside,
  }));
}
