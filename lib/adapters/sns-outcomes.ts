import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { OutcomeMessage } from '../domain/release/outcome-message';

/** Publishes how a release ended to the platform's topic, with an attribute by which a repeated message is known. */
export async function publishOutcome(client: SNSClient, topicArn: string, message: OutcomeMessage): Promise<void> {
  await client.send(
    new PublishCommand({
      TopicArn: topicArn,
      Subject: message.subject,
      Message: message.text,
      MessageAttributes: { deduplicationId: { DataType: 'String', StringValue: message.deduplicationId } },
    }),
  );
}
