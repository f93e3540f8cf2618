import type { SqsRecord } from './sqs-record';

type Test = (record: unknown) => boolean;

/**
 * Whether a message fits one of some patterns: Lambda Developer Guide, "Using event filtering with an Amazon SQS event
 * source". A body that is JSON is looked into; one that is plain text fits a pattern for text only.
 */
export function messageFilter(tests: readonly Test[]): (record: SqsRecord) => boolean {
  return (record) => {
    if (tests.length === 0) return true;
    const seen = { ...record, body: bodyOf(record.body) };
    return tests.some((test) => test(seen));
  };
}

function bodyOf(body: string): unknown {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : body;
  } catch {
    return body;
  }
}
