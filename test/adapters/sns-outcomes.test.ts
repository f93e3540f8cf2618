import { SNSClient } from '@aws-sdk/client-sns';
import { SnsOutcomes } from '../../lib/adapters/sns-outcomes';
import { readMessage } from '../../lib/domain/message/message-schema';
import { red } from '../domain/message/example-message';
import { loopback } from './loopback';

describe('the outcome of a release', () => {
  it('is published to the topic with a text for mail, JSON for all else, and attributes to filter by', async () => {
    const body =
      '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>';
    const server = await loopback(() => ({ headers: { 'content-type': 'text/xml' }, body }));
    const client = new SNSClient(server.client);
    const topic = 'arn:aws:sns:us-east-1:123456789012:outcomes';
    await new SnsOutcomes(client, topic).publish(red());
    client.destroy();
    await server.close();
    const sent = Object.fromEntries(new URLSearchParams(server.seen[0]?.body));
    expect(sent).toMatchObject({
      Action: 'Publish',
      TopicArn: topic,
      Subject: 'Rolled back: chat:live, version 7 to 8',
      MessageStructure: 'json',
    });
    const texts = JSON.parse(sent.Message ?? '') as Readonly<Record<string, string>>;
    expect(readMessage(texts.default ?? '')).toEqual(red());
    expect(texts.email).toContain('Serving now: version 7, put back by CodeDeploy.');
    const attribute = (index: number) => {
      const at = `MessageAttributes.entry.${index}`;
      return [sent[`${at}.Name`], sent[`${at}.Value.DataType`], sent[`${at}.Value.StringValue`]];
    };
    expect(Array.from({ length: 7 }, (_, index) => attribute(index + 1))).toEqual([
      ['deduplicationId', 'String', 'd-1-rolled-back'],
      ['releaseId', 'String', 'd-1'],
      ['alias', 'String', 'chat:live'],
      ['service', 'String', 'chat'],
      ['kind', 'String', 'rolled-back'],
      ['severity', 'String', 'error'],
      ['needsPerson', 'String', 'false'],
    ]);
  });
});
