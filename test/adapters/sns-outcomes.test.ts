import { SNSClient } from '@aws-sdk/client-sns';
import { SnsOutcomes } from '../../lib/adapters/sns-outcomes';
import { loopback } from './loopback';

describe('the outcome of a release', () => {
  it('is published to the topic with its subject and its text', async () => {
    const body =
      '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>';
    const server = await loopback(() => ({ headers: { 'content-type': 'text/xml' }, body }));
    const client = new SNSClient(server.client);
    const topic = 'arn:aws:sns:us-east-1:123456789012:outcomes';
    await new SnsOutcomes(client, topic).publish({
      deduplicationId: 'd-1-released',
      releaseId: 'd-1',
      alias: 'chat:live',
      subject: 'Released: chat',
      text: 'Released: chat:live.\nDeployment: d-1',
    });
    client.destroy();
    await server.close();
    expect(Object.fromEntries(new URLSearchParams(server.seen[0]?.body))).toMatchObject({
      Action: 'Publish',
      TopicArn: topic,
      Subject: 'Released: chat',
      Message: 'Released: chat:live.\nDeployment: d-1',
      'MessageAttributes.entry.1.Name': 'deduplicationId',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'd-1-released',
      'MessageAttributes.entry.2.Name': 'releaseId',
      'MessageAttributes.entry.2.Value.DataType': 'String',
      'MessageAttributes.entry.2.Value.StringValue': 'd-1',
      'MessageAttributes.entry.3.Name': 'alias',
      'MessageAttributes.entry.3.Value.DataType': 'String',
      'MessageAttributes.entry.3.Value.StringValue': 'chat:live',
    });
  });
});
