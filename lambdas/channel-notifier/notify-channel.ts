import * as v from 'valibot';
import { deliverMessage, type Delivered, type DeliveryPorts } from '../../lib/flow/deliver-message';
import { messageSchema } from '../../lib/domain/message/message-schema';
import { problemsWithoutValue } from '../../lib/domain/text/problems-without-value';
import { parsed } from '../parsed';

/** What Lambda gives out of a queue of SQS (Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
const eventSchema = v.object({
  Records: v.array(
    v.object({
      messageId: v.string(),
      receiptHandle: v.string(),
      body: v.string(),
      attributes: v.object({ ApproximateReceiveCount: v.pipe(v.string(), v.transform(Number), v.minValue(1)) }),
    }),
  ),
});

export interface NotifierPorts extends Omit<DeliveryPorts, 'giveUp'> {
  readonly queue: {
    hide(receiptHandle: string, seconds: number): Promise<void>;
    giveUp(body: string, why: string): Promise<void>;
  };
  /** Keeps what became of a message. */
  readonly record: (line: DeliveryLine) => void;
}

/** What became of a message, for the log. */
export interface DeliveryLine {
  readonly channel: string;
  readonly releaseId?: string;
  readonly messageId?: string;
  readonly delivery: Delivered['kind'];
  readonly why?: string;
  readonly seconds?: number;
}

/** What Lambda is answered: the messages that stay in the queue (Lambda Developer Guide, "Implementing partial batch responses"). */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

type QueueRecord = v.InferOutput<typeof eventSchema>['Records'][number];

/** Delivers the messages that come out of a channel's queue. */
export async function notifyChannel(event: unknown, ports: NotifierPorts): Promise<BatchAnswer> {
  const { Records: records } = parsed('The event of the queue', eventSchema, event);
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of records) {
    if (!(await isOver(record, ports))) batchItemFailures.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures };
}

/** Whether the queue can forget a message. */
async function isOver(record: QueueRecord, ports: NotifierPorts): Promise<boolean> {
  const { channel, queue } = ports;
  const {
    success,
    output: message,
    issues,
  } = v.safeParse(v.pipe(v.string(), v.parseJson(), messageSchema), record.body);
  if (!success) {
    const why = `It is no message: ${problemsWithoutValue(issues)}.`;
    await queue.giveUp(record.body, why);
    ports.record({ channel: channel.name, delivery: 'given-up', why });
    return true;
  }
  const delivered = await deliverMessage(
    { message, receives: record.attributes.ApproximateReceiveCount },
    { ...ports, giveUp: (_, why) => queue.giveUp(record.body, why) },
  );
  ports.record({ channel: channel.name, releaseId: message.releaseId, messageId: message.id, ...lineOf(delivered) });
  if (delivered.kind === 'later') await queue.hide(record.receiptHandle, delivered.seconds);
  return delivered.kind !== 'later';
}

function lineOf(delivered: Delivered): Pick<DeliveryLine, 'delivery' | 'why' | 'seconds'> {
  switch (delivered.kind) {
    case 'not-routed':
    case 'copy':
    case 'posted':
      return { delivery: delivered.kind };
    case 'given-up':
    case 'posted-unkept':
      return { delivery: delivered.kind, why: delivered.said };
    case 'later':
      return { delivery: delivered.kind, why: delivered.said, seconds: delivered.seconds };
  }
}
