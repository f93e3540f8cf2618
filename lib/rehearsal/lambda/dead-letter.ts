import type { InvokeResult } from './invocation';

/** What a dead-letter target gets of an event that failed for good. */
export interface DeadLetter {
  /** The event as it came. */
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Lambda Developer Guide, "Adding a dead-letter queue": the message attributes, of which the last has 1 KB at most. */
export function deadLetterOf(payload: string, result: InvokeResult | undefined): DeadLetter {
  return {
    body: payload,
    attributes: {
      RequestID: 'rehearsal',
      ...(result && { ErrorCode: '200', ErrorMessage: result.payload.slice(0, LONGEST_MESSAGE) }),
    },
  };
}

const LONGEST_MESSAGE = 1024;
