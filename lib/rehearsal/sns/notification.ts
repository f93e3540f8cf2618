import type { MessageAttribute, PublishedMessage } from './published-message';

/** The event that a subscribed function gets: Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS". */
export function lambdaEvent(message: PublishedMessage, subscriptionArn: string): unknown {
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: 'Notification',
          MessageId: message.messageId,
          TopicArn: message.topicArn,
          Subject: message.subject ?? null,
          Message: message.message,
          Timestamp: new Date(message.at).toISOString(),
          MessageAttributes: attributesOf(message),
        },
      },
    ],
  };
}

/**
 * The body of what a subscribed queue gets: SNS Developer Guide, "HTTP/HTTPS notification JSON format". Nothing signs it.
 */
export function notification(message: PublishedMessage, subscriptionArn: string, region: string): string {
  const host = `https://sns.${region}.amazonaws.com`;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: message.messageId,
    TopicArn: message.topicArn,
    Subject: message.subject,
    Message: message.message,
    Timestamp: new Date(message.at).toISOString(),
    SignatureVersion: '1',
    Signature: 'rehearsal',
    SigningCertURL: `${host}/SimpleNotificationService-rehearsal.pem`,
    UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    ...(message.attributes && { MessageAttributes: attributesOf(message) }),
  });
}

function attributesOf({ attributes = {} }: PublishedMessage): object {
  const value = ({ DataType, StringValue, BinaryValue }: MessageAttribute) => ({
    Type: DataType,
    Value: BinaryValue ?? StringValue,
  });
  return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, value(attribute)]));
}
