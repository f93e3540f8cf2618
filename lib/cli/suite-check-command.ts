import { DocumentError } from '../documents/document-error';
import { readDocument } from '../documents/read-document';
import { suiteSchema } from '../domain/suite/suite';
import { EXIT } from './exit-code';

/** `sluice suite check`. Answers the exit code: every file is read, and every problem of every file is said. */
export function suiteCheckCommand(files: readonly string[], { json = false }: { readonly json?: boolean }): number {
  const results = files.map(check);
  if (json) process.stdout.write(`${JSON.stringify({ schema: 1, files: results }, undefined, 2)}\n`);
  else
    for (const { file, conversations, turns } of results.filter(({ problems }) => problems.length === 0)) {
      process.stdout.write(`${file}: ${counted(conversations, 'conversation')}, ${counted(turns, 'turn')}\n`);
    }
  const problems = results.flatMap((result) => result.problems);
  if (!json) for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length === 0 ? EXIT.good : EXIT.usage;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function check(file: string) {
  try {
    const { conversations } = readDocument(file, suiteSchema);
    const turns = conversations.reduce((sum, conversation) => sum + conversation.turns.length, 0);
    return { file, conversations: conversations.length, turns, problems: [] };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { file, conversations: 0, turns: 0, problems: error.message.split('\n') };
  }
}
