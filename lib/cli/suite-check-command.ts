import * as v from 'valibot';
import { DocumentError } from '../documents/document-error';
import { readDocument } from '../documents/read-document';
import { readJsonLines } from '../documents/read-json-lines';
import { qualitySuiteSchema } from '../domain/quality/quality-suite';
import { suiteSchema } from '../domain/suite/suite';
import { EXIT } from './exit-code';

type Checked =
  | { readonly kind: 'integration'; readonly conversations: number; readonly turns: number }
  | { readonly kind: 'quality'; readonly cases: number; readonly turns: number; readonly critical: number };

type Result = { readonly file: string; readonly problems: readonly string[] } & (
  Checked | { readonly kind: 'unknown' }
);

/** `sluice suite check`. Answers the exit code: every file is read, and every problem of every file is said. */
export function suiteCheckCommand(files: readonly string[], { json = false }: { readonly json?: boolean }): number {
  const results = files.map(check);
  if (json) process.stdout.write(`${JSON.stringify({ schema: 1, files: results }, undefined, 2)}\n`);
  else for (const result of results) process.stdout.write(lineOf(result));
  const problems = results.flatMap((result) => result.problems);
  if (!json) for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length === 0 ? EXIT.good : EXIT.usage;
}

function lineOf(result: Result): string {
  const { file } = result;
  switch (result.kind) {
    case 'integration':
      return `${file}: ${counted(result.conversations, 'conversation')}, ${counted(result.turns, 'turn')}\n`;
    case 'quality':
      return `${file}: ${counted(result.cases, 'case')}, ${counted(result.turns, 'turn')}, ${result.critical} critical\n`;
    case 'unknown':
      return '';
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function check(file: string): Result {
  try {
    return { file, ...counts(file), problems: [] };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { file, kind: 'unknown', problems: error.message.split('\n') };
  }
}

function counts(file: string): Checked {
  // The files of integration suites are YAML, so JSON lines are always a quality suite.
  if (file.endsWith('.jsonl')) return ofQuality(readJsonLines(file, 'cases', qualitySuiteSchema));
  switch (readDocument(file, kindSchema)) {
    case 'quality':
      return ofQuality(readDocument(file, qualitySuiteSchema));
    case 'integration': {
      const { conversations } = readDocument(file, suiteSchema);
      return { kind: 'integration', conversations: conversations.length, turns: turnsOf(conversations) };
    }
  }
}

function ofQuality({ cases }: v.InferOutput<typeof qualitySuiteSchema>): Checked {
  const critical = cases.filter((one) => one.critical).length;
  return { kind: 'quality', cases: cases.length, turns: turnsOf(cases), critical };
}

function turnsOf(all: readonly { readonly turns: readonly unknown[] }[]): number {
  return all.reduce((sum, { turns }) => sum + turns.length, 0);
}

/** Only the kind of a suite: the schema of that kind says what else is wrong, such as that it is no suite at all. */
const kindSchema = v.pipe(
  v.fallback(v.looseObject({ kind: v.optional(v.unknown(), 'integration') }), { kind: 'integration' }),
  v.forward(
    v.check(({ kind }) => kind === 'integration' || kind === 'quality', 'must be integration or quality'),
    ['kind'],
  ),
  v.transform(({ kind }) => (kind === 'quality' ? 'quality' : 'integration')),
);
