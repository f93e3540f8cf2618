import type { Json } from '../data/json';
import { StatesError } from './states-error';

/** Step Functions Developer Guide, "Quotas": what goes into a state or comes out of it, as UTF-8. */
const MOST_BYTES = 262_144;

/** Refuses data that is too large to go from state to state. */
export function checkDataLimit(value: Json, subject: string): void {
  if (Buffer.byteLength(JSON.stringify(value)) <= MOST_BYTES) return;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${subject}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
