import type { PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';
import type { Queues } from './queues';

/** Service Authorization Reference, "Amazon SQS": a batch needs the action of its single operation. */
export function sqsPermissions(queues: Queues, place: Place): PermissionsNeeded {
  return (operation, { QueueUrl, QueueName }) => {
    const resource = typeof QueueUrl === 'string' ? queues.arnOfUrl(QueueUrl) : place.arn('sqs', String(QueueName));
    return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource }];
  };
}
