import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const repository = resolve(__dirname, '../..');

/** The pages that these tests hold to the code, from the repository's folder. */
export const PAGES = [
  'docs/architecture.md',
  'docs/feature-support.md',
  'docs/guides/adopting.md',
  'docs/guides/deploying-the-platform.md',
  'docs/guides/first-deploy.md',
  'docs/guides/gates.md',
  'docs/guides/gating-a-function.md',
  'docs/guides/integration-suites.md',
  'docs/guides/llm-quality.md',
  'docs/guides/rehearsing.md',
  'docs/guides/shadow-mode.md',
  'docs/guides/what-a-canary-can-see.md',
] as const;

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
