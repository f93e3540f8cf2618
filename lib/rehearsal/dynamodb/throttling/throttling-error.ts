import { ApiError } from '../../kernel/api-error';
import type { Place } from '../../kernel/place';
import type { Access } from './item-requests';

/** DynamoDB API Reference, TransactWriteItems, "Cancellation reasons": what tables and indexes on demand say. */
const OF_TABLE =
  'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html';
const OF_INDEX =
  'Throughput exceeds the current capacity for one or more global secondary indexes. DynamoDB is automatically scaling your index so please try again shortly.';

/**
 * What a table on demand answers: `ThrottlingException`, where a provisioned one has
 * `ProvisionedThroughputExceededException` (DynamoDB Developer Guide, "Error handling with DynamoDB"). Its reasons are said
 * by `<Table|Index><Read|Write><limit>` and ARN (the same, "Diagnosing throttling").
 */
export function throttlingException(place: Place | undefined, throttled: readonly Access[]): ApiError {
  const reasons = throttled.map(({ table, index, kind }) => ({
    reason: `${index === undefined ? 'Table' : 'Index'}${kind}KeyRangeThroughputExceeded`,
    resource: arnOf(place, `table/${table}${index === undefined ? '' : `/index/${index}`}`),
  }));
  const distinct = [...new Map(reasons.map((one) => [`${one.reason} ${one.resource}`, one])).values()];
  return new ApiError('ThrottlingException', messageOf(throttled), 400, { throttlingReasons: distinct });
}

/** What a transaction answers. @param requests what is throttled of each of its actions, in their order */
export function throttledTransaction(requests: readonly (readonly Access[])[]): ApiError {
  const reasons = requests.map((throttled) =>
    throttled.length === 0 ? { Code: 'None' } : { Code: 'ThrottlingError', Message: messageOf(throttled) },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new ApiError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}

function messageOf(throttled: readonly Access[]): string {
  const byIndexAlone = throttled.every(({ index, kind }) => index !== undefined && kind === 'Write');
  return byIndexAlone ? OF_INDEX : OF_TABLE;
}

function arnOf(place: Place | undefined, resource: string): string {
  return place?.arn('dynamodb', resource) ?? resource;
}
