import { place } from '../../../lib/rehearsal/kernel/place';
import { Sns, type PublishedMessage } from '../../../lib/rehearsal/sns/sns';

const NOW = Date.UTC(2026, 0, 5, 9, 0, 0, 250);
const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
const topicArn = 'arn:aws:sns:eu-west-1:111122223333:releases';
const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:notifier';

/** A topic named `releases`, and what came of it. */
async function account() {
  const invoked: { readonly functionArn: string; readonly event: unknown }[] = [];
  const observed: PublishedMessage[] = [];
  const sns = new Sns({
    place: place('111122223333', 'eu-west-1'),
    now: () => NOW,
    invoke: (arn, event) => {
      invoked.push({ functionArn: arn, event });
    },
    observe: (message) => {
      observed.push(message);
    },
  });
  let made = 0;
  const context = () => {
    made += 1;
    return { stackName: 'Chat', logicalId: 'R', where: 'chat.json, R', generatedName: `Chat-R-${made}` };
  };
  const provider = (type: string) => sns.providers.find((one) => one.type === `AWS::SNS::${type}`)!;
  const create = (type: string, properties: object) => provider(type).create(properties, context());
  const topic = await create('Topic', { TopicName: 'releases' });
  return {
    invoked,
    observed,
    provider,
    create,
    context,
    topic,
    subscribe: (Protocol: string, Endpoint: string) =>
      create('Subscription', { Protocol, Endpoint, TopicArn: topicArn }),
    publish: (input: object) =>
      Promise.resolve().then(() => sns.api('Publish', { TopicArn: topicArn, Message: 'hello', ...input }, caller)),
    call: (operation: string) => Promise.resolve().then(() => sns.api(operation, {}, caller)),
  };
}

describe('a topic', () => {
  it('has its name in its ARN', async () => {
    const { topic, create } = await account();
    expect(topic).toEqual({ id: topicArn, attributes: { TopicArn: topicArn, TopicName: 'releases' } });
    await expect(create('Topic', {})).resolves.toMatchObject({
      id: expect.stringMatching(/^arn:aws:sns:eu-west-1:111122223333:Chat-R-\d$/) as string,
    });
  });

  it('invokes a subscribed function with the event of SNS', async () => {
    const { invoked, subscribe, publish } = await account();
    const subscription = await subscribe('lambda', functionArn);

    await expect(publish({ Subject: 'Release' })).resolves.toEqual({ MessageId: 'message-1' });

    expect(invoked).toEqual([
      {
        functionArn,
        event: {
          Records: [
            {
              EventSource: 'aws:sns',
              EventVersion: '1.0',
              EventSubscriptionArn: subscription.id,
              Sns: {
                Type: 'Notification',
                MessageId: 'message-1',
                TopicArn: topicArn,
                Subject: 'Release',
                Message: 'hello',
                Timestamp: '2026-01-05T09:00:00.250Z',
                MessageAttributes: {},
              },
            },
          ],
        },
      },
    ]);
  });

  it('says null where there is no subject', async () => {
    const { invoked, observed, subscribe, publish } = await account();
    await subscribe('lambda', functionArn);
    await publish({});
    expect(invoked).toMatchObject([{ event: { Records: [{ Sns: { Subject: null } }] } }]);
    expect(observed).toEqual([{ at: NOW, topicArn, messageId: 'message-1', message: 'hello' }]);
  });

  it('reaches every function, and nobody outside of the account', async () => {
    const { invoked, observed, subscribe, publish } = await account();
    await subscribe('lambda', `${functionArn}-1`);
    await subscribe('lambda', `${functionArn}-2`);
    await subscribe('email', 'ops@example.com');
    await publish({});
    expect(invoked.map((one) => one.functionArn)).toEqual([`${functionArn}-1`, `${functionArn}-2`]);
    expect(observed).toHaveLength(1);
  });

  it('reaches nobody any more who unsubscribed', async () => {
    const { invoked, subscribe, publish, provider, context } = await account();
    const subscription = await subscribe('lambda', functionArn);
    const properties = { Protocol: 'lambda', Endpoint: functionArn, TopicArn: topicArn };
    await provider('Subscription').remove(subscription, properties, context());
    await publish({});
    expect(invoked).toEqual([]);
  });

  it('is gone when it is removed', async () => {
    const { topic, publish, provider, context } = await account();
    await provider('Topic').remove(topic, { TopicName: 'releases' }, context());
    await expect(publish({})).rejects.toMatchObject({ name: 'ApiError', code: 'NotFound', statusCode: 404 });
  });
});

describe('the API of SNS', () => {
  it('refuses a topic that does not exist', async () => {
    const { publish, observed } = await account();
    await expect(publish({ TopicArn: `${topicArn}-2` })).rejects.toMatchObject({ code: 'NotFound' });
    expect(observed).toEqual([]);
  });

  it('stops by name at another operation', async () => {
    const { call } = await account();
    await expect(call('PublishBatch')).rejects.toThrow(
      'sns:PublishBatch is not emulated. Met in a call by arn:aws:iam::111122223333:role/gate.',
    );
  });

  it.each(['MessageAttributes.entry.1.Name', 'PhoneNumber', 'MessageStructure'])(
    'stops by name at the member %s of a message',
    async (member) => {
      const { publish } = await account();
      await expect(publish({ [member]: 'x' })).rejects.toMatchObject({
        code: 'NOT_EMULATED',
        what: expect.stringContaining('of sns:Publish') as string,
      });
    },
  );
});

describe('the resources of SNS', () => {
  it.each([
    ['Topic', { FifoTopic: true }, 'Property FifoTopic of AWS::SNS::Topic'],
    ['Subscription', { TopicArn: topicArn, Endpoint: 'x', Protocol: 'sqs' }, 'with the value "sqs"'],
    ['Subscription', { TopicArn: topicArn, Endpoint: 'x', Protocol: 'lambda', FilterPolicy: {} }, 'FilterPolicy'],
  ])('stop by name at what is not emulated of a %s: %j', async (type, properties, message) => {
    const { create } = await account();
    await expect(create(type, properties)).rejects.toThrow(message);
  });

  it('keep a policy without looking at it', async () => {
    const { create } = await account();
    await expect(create('TopicPolicy', { PolicyDocument: {}, Topics: [topicArn] })).resolves.toMatchObject({
      id: 'Chat-R-2',
    });
  });
});
