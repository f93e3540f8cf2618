import { format } from 'node:util';
import { asInLambda } from './as-in-lambda';

/** What a logged line is written as: Lambda Developer Guide, "Log and monitor Node.js Lambda functions". */
export interface ConsolePorts {
  /** A line in the text format, which Lambda puts the time, the request and the level before. */
  text(level: string, text: string): void;
  /** A line as it is. */
  line(line: string): void;
  /** The invocation that runs; undefined while the code is loaded. */
  requestId(): string | undefined;
}

/** The methods of `console` that Lambda takes over, with their levels, the least first. */
const LEVELS = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
} as const;
const ORDER: readonly string[] = [...new Set(Object.values(LEVELS))];

/** Takes over `console` as Lambda's runtime does, by AWS_LAMBDA_LOG_FORMAT and AWS_LAMBDA_LOG_LEVEL. */
export function installThreadConsole(ports: ConsolePorts): void {
  const { AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL = 'TRACE' } = process.env;
  const asJson = AWS_LAMBDA_LOG_FORMAT === 'JSON';
  const methods = Object.entries(LEVELS).map(([method, level]) => {
    const isLogged = ORDER.indexOf(level) >= ORDER.indexOf(AWS_LAMBDA_LOG_LEVEL);
    const log = (...args: unknown[]) => {
      if (!isLogged) return;
      if (asJson) ports.line(record(level, ports.requestId(), args));
      else ports.text(level, asInLambda(format(...args)));
    };
    return [method, log] as const;
  });
  Object.assign(console, Object.fromEntries(methods));
}

/**
 * A record of the JSON format. What is said alone is put in as it is, and several things as one text. An embedded metric is
 * none in there: it is no longer the root of the line.
 */
function record(level: string, requestId: string | undefined, args: readonly unknown[]): string {
  const head = { timestamp: new Date().toISOString(), level, requestId };
  const [first, ...others] = args;
  const error = args.find((arg) => arg instanceof Error);
  if (others.length > 0) {
    return JSON.stringify({ ...head, message: format(...args), ...(error && errorFields(error)) }, readable);
  }
  try {
    return JSON.stringify({ ...head, message: first }, readable);
  } catch {
    return JSON.stringify({ ...head, message: format(first) }, readable);
  }
}

function readable(_: string, value: unknown): unknown {
  if (typeof value === 'string') return asInLambda(value);
  return value instanceof Error ? Object.assign(errorFields(value), value) : value;
}

function errorFields(error: Error) {
  return {
    errorType: error.constructor.name,
    errorMessage: error.message,
    stackTrace: asInLambda(error.stack ?? '').split('\n'),
  };
}
