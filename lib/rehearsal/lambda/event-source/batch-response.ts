import * as v from 'valibot';

const failures = v.object({
  batchItemFailures: v.nullish(v.array(v.object({ itemIdentifier: v.pipe(v.string(), v.nonEmpty()) }))),
});

/**
 * The messages that a function says it failed on, by their ids: Lambda Developer Guide, "Implementing partial batch
 * responses". A response that cannot be read, or names a message that was not in the batch, fails the whole batch.
 *
 * @param payload the function's answer, as JSON
 */
export function failedMessages(payload: string, batch: readonly string[]): readonly string[] {
  const answer = parse(payload);
  // No answer, or one without failures, says that all went well.
  if (answer === null) return [];
  const parsed = v.safeParse(failures, answer);
  if (!parsed.success) return batch;
  const failed = (parsed.output.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((id) => batch.includes(id)) ? failed : batch;
}

function parse(payload: string): unknown {
  try {
    return payload === '' ? null : JSON.parse(payload);
  } catch {
    return undefined;
  }
}
