import type { HandlerEnd } from './handler-end';
import { TIMEOUT } from './handler-end';

/** How an invocation went, as its REPORT line says it. Times in milliseconds. */
export interface InvocationReport {
  readonly requestId: string;
  readonly durationMs: number;
  readonly memoryMb: number;
  /** Of a cold start alone. */
  readonly initMs?: number;
  readonly end: HandlerEnd;
}

export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}`;
}

/** A line that a handler logged: Lambda Developer Guide, "Log and monitor Node.js Lambda functions". */
export function handlerLine(at: number, requestId: string | undefined, level: string, text: string): string {
  return [new Date(at).toISOString(), requestId ?? 'undefined', level, text].join('\t');
}

/** What Lambda says of a first start that took longer than it may: it starts again with the invocation. */
export function initTimeoutLine(initMs: number): string {
  return `INIT_REPORT Init Duration: ${initMs.toFixed(2)} ms\tPhase: init\tStatus: timeout`;
}

/** What Lambda logs when an invocation is over: how it failed, where it did, END and REPORT. */
export function endLines(at: number, report: InvocationReport): readonly string[] {
  const { requestId, end } = report;
  return [...failureLines(at, requestId, end), `END RequestId: ${requestId}`, reportLine(report)];
}

/** "Understanding the Lambda execution environment lifecycle": since August 2025 the start is billed as well. */
function reportLine({ requestId, durationMs, memoryMb, initMs, end }: InvocationReport): string {
  const billedMs = Math.ceil(durationMs + (initMs ?? 0));
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billedMs} ms`,
    `Memory Size: ${memoryMb} MB`,
    // Lambda measures its sandbox. A thread's share of this process cannot be told, and differs from run to run.
    'Max Memory Used: unknown',
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    ...statusOf(end),
  ].join('\t');
}

function statusOf(end: HandlerEnd): readonly string[] {
  if (end.kind === 'returned') return [];
  if (end.errorType === TIMEOUT) return ['Status: timeout'];
  // An error that the handler throws is an answer to Lambda; only the end of its process is one of the platform's.
  return /^(Runtime|Function)\./.test(end.errorType) ? ['Status: error', `Error Type: ${end.errorType}`] : [];
}

function failureLines(at: number, requestId: string, end: HandlerEnd): readonly string[] {
  if (end.kind === 'returned') return [];
  const { errorType, errorMessage, trace: stack } = end;
  if (errorType === TIMEOUT) return [`${new Date(at).toISOString()} ${requestId} ${errorMessage}`];
  if (errorMessage.startsWith('RequestId: ')) return [errorMessage, errorType];
  const what = end.kind === 'load-failed' ? 'Uncaught Exception' : 'Invoke Error';
  return [handlerLine(at, requestId, 'ERROR', `${what} \t${JSON.stringify({ errorType, errorMessage, stack })}`)];
}
