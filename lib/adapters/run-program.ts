import { spawn } from 'node:child_process';

/** How a program ended. */
export type ProgramEnd =
  | { readonly kind: 'exited'; readonly exitCode: number }
  /** It was ended by a signal, ours once its time was up or another. */
  | { readonly kind: 'killed'; readonly signal: string; readonly timedOut: boolean }
  | { readonly kind: 'not-started'; readonly message: string };

/**
 * Runs a program with its arguments as they are: no shell reads them. What it prints goes to standard error, so that standard
 * output stays the caller's own.
 */
export function runProgram(
  [file = '', ...args]: readonly string[],
  { directory, timeoutMs }: { readonly directory: string; readonly timeoutMs: number },
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: directory, stdio: ['ignore', 2, 2] });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.once('error', ({ message }) => {
      clearTimeout(timer);
      resolve({ kind: 'not-started', message });
    });
    child.once('close', (exitCode, signal) => {
      clearTimeout(timer);
      resolve(
        exitCode === null ? { kind: 'killed', signal: signal ?? 'SIGKILL', timedOut } : { kind: 'exited', exitCode },
      );
    });
  });
}
