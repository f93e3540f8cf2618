import { createInterface } from 'node:readline/promises';
import { UsageError } from './usage-error';

/** Whether somebody sits there who can be asked. */
function isAttended(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** What an option says, or whoever sits at the terminal; in CI the option has to say it. */
export async function saidOrAsked(option: string, said: string | undefined, question: string): Promise<string> {
  const answer = said ?? (isAttended() ? await ask(`${question} `) : '');
  if (answer.trim() !== '') return answer.trim();
  throw new UsageError(`Say it by \`${option}\`: ${question} Nobody is at a terminal here who could be asked.`);
}

/** Whether whoever sits at the terminal agrees; where nobody does, what was called is meant. */
export async function isAgreed(question: string): Promise<boolean> {
  return !isAttended() || /^y(es)?$/i.test((await ask(`${question} [y/N] `)).trim());
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
