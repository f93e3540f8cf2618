import { lambdaEvent, notification } from './notification';
import { textFor, type PublishedMessage } from './published-message';
import type { SnsPorts } from './sns-ports';
import type { Subscription } from './subscription';

/** SQS takes no more attributes: SNS Developer Guide, "Amazon SNS raw message delivery". */
const MOST_RAW_ATTRIBUTES = 10;

/** Brings a message to a subscriber. One that does not take it loses it, or finds it in the dead-letter queue. */
export function deliverMessage(published: PublishedMessage, subscription: Subscription, ports: SnsPorts): void {
  const message = { ...published, message: textFor(published, subscription.protocol) };
  if (!subscription.wants(message) || reaches(message, subscription, ports)) return;
  if (subscription.deadLetterArn === undefined) return;
  ports.send?.(subscription.deadLetterArn, queueMessage(message, subscription, ports), message.topicArn);
}

function reaches(message: PublishedMessage, subscription: Subscription, ports: SnsPorts): boolean {
  const { protocol, endpoint, arn, raw } = subscription;
  switch (protocol) {
    case 'lambda':
      return ports.invoke(endpoint, lambdaEvent(message, arn), message.topicArn) !== false;
    case 'sqs': {
      const tooMany = raw && Object.keys(message.attributes ?? {}).length > MOST_RAW_ATTRIBUTES;
      return !tooMany && ports.send?.(endpoint, queueMessage(message, subscription, ports), message.topicArn) === true;
    }
    case 'email':
    case 'email-json':
    case 'https':
    case 'sms':
      return true;
  }
}

function queueMessage(message: PublishedMessage, { raw, arn, protocol }: Subscription, { place }: SnsPorts) {
  return raw && protocol === 'sqs'
    ? { body: message.message, attributes: message.attributes ?? {} }
    : { body: notification(message, arn, place.region), attributes: {} };
}
