import { ApiError } from '../kernel/api-error';

/**
 * The errors of SQS, each with the code that its old query protocol had: the SDKs still show both.
 * SQS API Reference, "Common Errors", and the errors of each operation.
 */
export const QUERY_CODES: Readonly<Record<string, string>> = {
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
};

export function queueDoesNotExist(): ApiError {
  return new ApiError('QueueDoesNotExist', 'The specified queue does not exist.');
}

export function invalidParameter(name: string, value: string | number, reason: string): ApiError {
  return new ApiError('InvalidParameterValue', `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`);
}
