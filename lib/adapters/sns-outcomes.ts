import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { OutcomeMessage, Outcomes } from '../domain/release/outcome-message';

/** The platform's topic. Each message has an attribute by which a repeated one is known. */
export class SnsOutcomes implements Outcomes {
  constructor(
    private readonly client: SNSClient,
    private readonly topicArn: string,
  ) {}

  async publish(message: OutcomeMessage): Promise<void> {
    await this.client.send(
      new PublishCommand({
        TopicArn: this.topicArn,
        Subject: message.subject,
        Message: message.text,
        MessageAttributes: { deduplicationId: { DataType: 'String', StringValue: message.deduplicationId } },
      }),
    );
  }
}
