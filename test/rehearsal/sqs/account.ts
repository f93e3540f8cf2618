import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import { Sqs } from '../../../lib/rehearsal/sqs/sqs';

export const START = Date.UTC(2026, 0, 5, 9);
export const SECOND = 1000;
export const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
export const arn = (name: string) => `arn:aws:sqs:eu-west-1:111122223333:${name}`;
export const context = { stackName: 'Chat', logicalId: 'Q', where: 'chat.json, Q', generatedName: 'Chat-Q-1A2B' };

export interface Received {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** An SQS, with a queue named `work` and properties of its own where the test says so. */
export async function account(properties: object | undefined = {}) {
  const simulation = new Simulation(START);
  const sqs = new Sqs({ simulation, place: place('111122223333', 'eu-west-1'), randomness: new Randomness(1) });
  const provider = (type: string) => sqs.providers.find((one) => one.type === `AWS::SQS::${type}`)!;
  const create = (given: object) => provider('Queue').create(given, context);
  const fifo = (properties as { readonly FifoQueue?: boolean }).FifoQueue === true;
  const name = fifo ? 'work.fifo' : 'work';
  const dead = fifo ? 'dead.fifo' : 'dead';
  await create({ QueueName: dead, ...(fifo ? { FifoQueue: true } : {}) });
  const physical = await create({ QueueName: name, ...properties });
  const url = (queue: string) => `https://sqs.eu-west-1.amazonaws.com/111122223333/${queue}`;
  const call = async (operation: string, input: object = {}) => {
    const given = operation === 'GetQueueUrl' ? input : { QueueUrl: url(name), ...input };
    return (await sqs.api(operation, { ...given }, caller)) as Record<string, unknown>;
  };
  return {
    sqs,
    simulation,
    provider,
    create,
    physical,
    call,
    url,
    send: (body: string, others: object = {}) => call('SendMessage', { MessageBody: body, ...others }),
    receive: async (others: object = {}): Promise<readonly Received[]> => {
      const input = { MaxNumberOfMessages: 10, AttributeNames: ['All'], ...others };
      return ((await call('ReceiveMessage', input)) as { readonly Messages?: readonly Received[] }).Messages ?? [];
    },
    /** Lets virtual seconds pass. */
    pass: (seconds: number) => simulation.run(() => simulation.sleep(seconds * SECOND)),
  };
}

export const bodies = (messages: readonly Received[]) => messages.map(({ Body }) => Body);
