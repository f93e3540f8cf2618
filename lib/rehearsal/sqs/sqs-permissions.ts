import { NotEmulated } from '../kernel/not-emulated';
import type { PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';
import type { Queues } from './queues';
import { isSqsOperation } from './sqs-input';

/** Service Authorization Reference, "Amazon SQS": a batch needs the action of its single operation. */
export function sqsPermissions(queues: Queues, place: Place): PermissionsNeeded {
  return (operation, { QueueUrl, QueueName }) => {
    if (!isSqsOperation(operation)) throw new NotEmulated(`sqs:${operation}`, 'a call of Amazon SQS');
    const resource = typeof QueueUrl === 'string' ? queues.arnOfUrl(QueueUrl) : place.arn('sqs', String(QueueName));
    return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource }];
  };
}
