import { ApiError } from '../kernel/api-error';
import { claimName } from '../kernel/claim';
import { provideResource, type PhysicalResource, type ResourceProvider } from '../kernel/resource-provider';
import { QUEUE_PROPERTIES, settingsOf, type QueueProperties } from './queue-properties';
import type { Queues } from './queues';
import { invalidParameter } from './sqs-error';

const FIFO_SUFFIX = '.fifo';

/** `AWS::SQS::Queue`. */
export function queueResource(queues: Queues): ResourceProvider {
  const check = ({ RedrivePolicy, FifoQueue }: QueueProperties) => {
    if (!RedrivePolicy) return;
    const { deadLetterTargetArn } = RedrivePolicy;
    const target = queues.find(deadLetterTargetArn);
    if (!target) throw invalidParameter('RedrivePolicy', deadLetterTargetArn, 'Dead letter target does not exist.');
    if ((target.settings.fifo !== undefined) !== (FifoQueue ?? false)) {
      const reason = 'Dead-letter queue must be same type of queue as the source.';
      throw invalidParameter('RedrivePolicy', deadLetterTargetArn, reason);
    }
  };
  return provideResource({
    type: 'AWS::SQS::Queue',
    properties: QUEUE_PROPERTIES,
    replacedBy: ['FifoQueue', 'QueueName'],
    claim: ({ QueueName }) => claimName(QueueName, (name) => queues.find(queues.arn(name)) !== undefined),
    create: (given, { generatedName }): PhysicalResource => {
      const name = given.QueueName ?? nameOf(generatedName, given.FifoQueue ?? false);
      checkName(name, given.FifoQueue ?? false);
      check(given);
      const { arn } = queues.create(name, settingsOf(given));
      const url = queues.url(name);
      return { id: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
    },
    update: ({ physical, next }) => {
      check(next);
      queues.byUrl(physical.id).settings = settingsOf(next);
      return physical;
    },
    remove: ({ id }) => {
      queues.remove(queues.byUrl(id).arn);
    },
  });
}

/** CloudFormation ends the name that it generates for a FIFO queue as SQS asks. */
function nameOf(generatedName: string, fifo: boolean): string {
  return fifo ? `${generatedName.slice(0, 80 - FIFO_SUFFIX.length)}${FIFO_SUFFIX}` : generatedName.slice(0, 80);
}

function checkName(name: string, fifo: boolean): void {
  const plain = fifo && name.endsWith(FIFO_SUFFIX) ? name.slice(0, -FIFO_SUFFIX.length) : name;
  if (name.length <= 80 && /^[\w-]+$/.test(plain) && (!fifo || name.endsWith(FIFO_SUFFIX))) return;
  throw new ApiError(
    'InvalidParameterValue',
    fifo
      ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
      : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.',
  );
}
