import { ApiError } from '../kernel/api-error';

const MOST_ENTRIES = 10;
const ENTRY_ID = /^[\w-]{1,80}$/;

interface Entry {
  readonly Id: string;
}

/**
 * Plays the entries of a batch, each on its own: what is wrong with one is in its answer. SQS API Reference,
 * SendMessageBatch. What is wrong with the batch as a whole is refused.
 */
export function playBatch<E extends Entry>(entries: readonly E[], play: (entry: E) => object) {
  checkBatch(entries);
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...play(entry) });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful: successful, Failed: failed };
}

function checkBatch(entries: readonly Entry[]): void {
  if (entries.length === 0) {
    throw new ApiError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > MOST_ENTRIES) {
    throw new ApiError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST_ENTRIES}. You have sent ${entries.length}.`,
    );
  }
  const malformed = entries.find(({ Id }) => !ENTRY_ID.test(Id));
  if (malformed) {
    throw new ApiError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const repeated = entries.find(({ Id }, index) => entries.findIndex((other) => other.Id === Id) < index);
  if (repeated) throw new ApiError('BatchEntryIdsNotDistinct', `Id ${repeated.Id} repeated.`);
}
