import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import type { Message } from '../domain/message/message';
import type { Outcomes } from '../domain/message/outcomes';
import { snsTexts } from '../domain/message/sns-texts';

/** The platform's topic of outcomes. */
export class SnsOutcomes implements Outcomes {
  constructor(
    private readonly client: SNSClient,
    private readonly topicArn: string,
  ) {}

  async publish(outcome: Message): Promise<void> {
    await this.client.send(new PublishCommand({ TopicArn: this.topicArn, ...publicationOf(outcome) }));
  }
}

/** What is published to a topic, as the API has it. */
export type Publication = Omit<PublishCommandInput, 'TopicArn'>;

/** A message as a topic is given it. */
export function publicationOf(outcome: Message): Publication {
  const { subject, message, attributes } = snsTexts(outcome);
  return {
    Subject: subject,
    Message: message,
    MessageStructure: 'json',
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, text]) => [name, { DataType: 'String', StringValue: text }]),
    ),
  };
}
