import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { ChannelSecrets } from '../../lib/adapters/channel-secrets';
import { SqsChannelQueue } from '../../lib/adapters/sqs-channel-queue';
import { channelTextSchema } from '../../lib/domain/delivery/channel';
import { parsed } from '../parsed';
import { requiredEnvironment } from '../required-environment';
import { RETRIES } from '../retries';
import { deliveries } from '../tables';
import { notifyChannel, type BatchAnswer, type DeliveryLine } from './notify-channel';
import { postTo } from './post-to';

const now = () => Date.now();
const channel = parsed('The channel of the notifier', channelTextSchema, requiredEnvironment('CHANNEL'));
const ports = {
  channel: { ...channel, hasThreads: channel.way.kind === 'slack' },
  deliveries: deliveries(),
  post: postTo(channel, {
    secrets: new ChannelSecrets({
      parameters: new SSMClient(RETRIES),
      secrets: new SecretsManagerClient(RETRIES),
      now,
    }),
    topics: new SNSClient(RETRIES),
  }),
  queue: new SqsChannelQueue(new SQSClient(RETRIES), {
    queue: requiredEnvironment('QUEUE_URL'),
    deadLetters: requiredEnvironment('DEAD_LETTERS_URL'),
  }),
  record,
  now,
};

function record(line: DeliveryLine): void {
  if (line.why === undefined) console.info(line);
  else console.warn(line);
}

/** The queue of one channel. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return notifyChannel(event, ports);
}
