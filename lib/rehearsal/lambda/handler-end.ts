import type { FromThread } from './thread/protocol';

/** How an invocation of a handler, or its loading, ended. */
export type HandlerEnd = Extract<FromThread, { kind: 'returned' | 'threw' | 'load-failed' }>;

export const TIMEOUT = 'Sandbox.Timedout';

/** The handler's process ended before the handler did. */
export const EXIT_ERROR: HandlerEnd = threw('Runtime.ExitError', 'Runtime exited without providing a reason');

/** What Lambda does to a process that uses more memory than its function has. */
export const OUT_OF_MEMORY = threw('Runtime.OutOfMemory', 'Runtime exited with error: signal: killed');

export const INJECTED_FAILURE: HandlerEnd = threw('InjectedFailure', 'The scenario makes this invocation fail.');

export const MODELLED_FAILURE: HandlerEnd = threw(
  'ModelledFailure',
  'The scenario’s model makes this invocation fail.',
);

/** @param exitCode of the process; 0 tells nothing */
export function exitError(exitCode: number): HandlerEnd {
  return exitCode === 0 ? EXIT_ERROR : threw('Runtime.ExitError', `Runtime exited with error: exit status ${exitCode}`);
}

export function timeoutAfter(timeoutMs: number): HandlerEnd {
  return threw(TIMEOUT, `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`);
}

/** The error of a handler that is no more: Lambda tells which request it was. */
export function ofRequest(end: HandlerEnd, requestId: string): HandlerEnd {
  if (end.kind !== 'threw' || !end.errorMessage.startsWith('Runtime exited')) return end;
  return { ...end, errorMessage: `RequestId: ${requestId} Error: ${end.errorMessage}` };
}

/** Whether the environment cannot be used again. */
export function endsEnvironment(end: HandlerEnd): boolean {
  switch (end.kind) {
    case 'returned':
      return false;
    case 'load-failed':
      return true;
    case 'threw':
      return end.errorType === TIMEOUT || end.errorType === OUT_OF_MEMORY.errorType;
  }
}

/** What `Invoke` gives as its payload. */
export function payloadOf(end: HandlerEnd): string {
  switch (end.kind) {
    case 'returned':
      return end.payload;
    case 'load-failed':
    case 'threw':
      return JSON.stringify({ errorType: end.errorType, errorMessage: end.errorMessage, trace: end.trace });
  }
}

function threw(errorType: string, errorMessage: string): Extract<HandlerEnd, { kind: 'threw' }> {
  return { kind: 'threw', errorType, errorMessage, trace: [] };
}
