import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { OutcomeMessage, Outcomes } from '../domain/release/outcome-message';

/** The attributes of a message: by them a repeated one is known, and what it is about. */
const ATTRIBUTES = ['deduplicationId', 'releaseId', 'alias'] as const satisfies readonly (keyof OutcomeMessage)[];

/** The platform's topic of outcomes. */
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
        MessageAttributes: Object.fromEntries(
          ATTRIBUTES.map((name) => [name, { DataType: 'String', StringValue: message[name] }]),
        ),
      }),
    );
  }
}
