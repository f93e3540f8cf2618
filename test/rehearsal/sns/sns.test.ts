import { place } from '../../../lib/rehearsal/kernel/place';
import { compilePattern } from '../../../lib/rehearsal/events/event-pattern';
import { queryProtocol } from '../../../lib/rehearsal/endpoint/query-protocol';
import { nestNames } from '../../../lib/rehearsal/kernel/flat-names';
import { Sns, type PublishedMessage, type QueueMessage, type SnsPorts } from '../../../lib/rehearsal/sns/sns';
import { snsProtocol } from '../../../lib/rehearsal/sns/sns-protocol';
import names from '../../cases/sns/flat-names.json';
import policies from '../../cases/sns/filter-policies.json';

const NOW = Date.UTC(2026, 0, 5, 9, 0, 0, 250);
const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
const topicArn = 'arn:aws:sns:eu-west-1:111122223333:releases';
const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:notifier';

/** A topic named `releases`, and what came of it. */
async function account(others: Partial<SnsPorts> = {}) {
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
    ...others,
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
    call: (operation: string, input: object = {}) =>
      Promise.resolve().then(() => sns.api(operation, { ...input }, caller)),
    sns,
  };
}

describe('a topic', () => {
  it('has its name in its ARN', async () => {
    const { topic, create } = await account();
    expect(topic).toEqual({ id: topicArn, attributes: { TopicArn: topicArn, TopicName: 'releases', DisplayName: '' } });
    await expect(create('Topic', {})).resolves.toMatchObject({
      id: expect.stringMatching(/^arn:aws:sns:eu-west-1:111122223333:Chat-R-\d$/) as string,
    });
  });

  it('says its display name, also a new one', async () => {
    const { topic, provider, context } = await account();
    const named = { TopicName: 'releases', DisplayName: 'Releases' };
    const change = { physical: topic, previous: { TopicName: 'releases' }, next: named };
    await expect(provider('Topic').update(change, context())).resolves.toMatchObject({
      id: topicArn,
      attributes: { TopicArn: topicArn, DisplayName: 'Releases' },
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
    await expect(call('CreateTopic')).rejects.toThrow(
      'sns:CreateTopic is not emulated. Met in a call by arn:aws:iam::111122223333:role/gate.',
    );
  });

  it.each(['MessageDeduplicationId', 'PhoneNumber', 'MessageStructure', 'TargetArn'])(
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
    ['Subscription', { TopicArn: topicArn, Endpoint: 'x', Protocol: 'sqs' }, 'The protocol sqs'],
    ['Subscription', { TopicArn: topicArn, Endpoint: 'x', Protocol: 'firehose' }, 'with the value "firehose"'],
    [
      'Subscription',
      { TopicArn: topicArn, Endpoint: 'x', Protocol: 'lambda', RedrivePolicy: { deadLetterTargetArn: 'q' } },
      'RedrivePolicy of AWS::SNS::Subscription',
    ],
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

/** A topic with a queue that keeps what it gets, unless it is full. */
async function withQueue(subscription: object = {}, taken = true) {
  const sent: { readonly queueArn: string; readonly message: QueueMessage }[] = [];
  const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:work';
  const all = await account({
    filter: compilePattern,
    send: (arn, message) => {
      sent.push({ queueArn: arn, message });
      return taken || arn !== queueArn;
    },
  });
  const properties = { Protocol: 'sqs', Endpoint: queueArn, TopicArn: topicArn, ...subscription };
  const physical = await all.create('Subscription', properties);
  return { ...all, sent, queueArn, properties, physical };
}

const attributes = {
  kind: { DataType: 'String', StringValue: 'x' },
  count: { DataType: 'Number', StringValue: '3' },
  blob: { DataType: 'Binary', BinaryValue: 'AgME' },
};

describe('a subscribed queue', () => {
  it('gets what SNS says of the message around it', async () => {
    const { publish, sent, queueArn, physical } = await withQueue();
    await publish({ Subject: 'Release', MessageAttributes: attributes });
    expect(sent).toEqual([{ queueArn, message: { body: expect.any(String) as string, attributes: {} } }]);
    expect(JSON.parse(sent[0]!.message.body)).toMatchObject({
      Type: 'Notification',
      MessageId: 'message-1',
      TopicArn: topicArn,
      Subject: 'Release',
      Message: 'hello',
      Timestamp: '2026-01-05T09:00:00.250Z',
      UnsubscribeURL: expect.stringContaining(physical.id) as string,
      MessageAttributes: {
        kind: { Type: 'String', Value: 'x' },
        count: { Type: 'Number', Value: '3' },
        blob: { Type: 'Binary', Value: 'AgME' },
      },
    });
  });

  it('gets the message alone, with its attributes, where it wants it raw', async () => {
    const { publish, sent } = await withQueue({ RawMessageDelivery: true });
    await publish({ MessageAttributes: attributes });
    expect(sent.map(({ message }) => message)).toEqual([{ body: 'hello', attributes }]);
  });

  it('gets no raw message with more than ten attributes', async () => {
    const { publish, sent } = await withQueue({ RawMessageDelivery: true });
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, attributes.kind]));
    await publish({ MessageAttributes: many });
    expect(sent).toEqual([]);
  });

  it('loses to its dead-letter queue what it does not take', async () => {
    const deadLetterTargetArn = 'arn:aws:sqs:eu-west-1:111122223333:dead';
    const { publish, sent, queueArn } = await withQueue({ RedrivePolicy: { deadLetterTargetArn } }, false);
    await publish({});
    expect(sent.map((one) => one.queueArn)).toEqual([queueArn, deadLetterTargetArn]);
    expect(sent[1]!.message).toEqual(sent[0]!.message);
  });
});

describe('a subscribed function', () => {
  it('gets the attributes of the message', async () => {
    const { invoked, subscribe, publish } = await account();
    await subscribe('lambda', functionArn);
    await publish({ MessageAttributes: attributes });
    expect(invoked).toMatchObject([
      { event: { Records: [{ Sns: { MessageAttributes: { kind: { Type: 'String', Value: 'x' } } } }] } },
    ]);
  });

  it('loses to its dead-letter queue what does not reach it', async () => {
    const sent: string[] = [];
    const { create, publish } = await account({
      invoke: () => false,
      send: (arn) => {
        sent.push(arn);
        return true;
      },
    });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: 'dead' });
    await create('Subscription', { Protocol: 'lambda', Endpoint: functionArn, TopicArn: topicArn, RedrivePolicy });
    await publish({});
    expect(sent).toEqual(['dead']);
  });
});

describe('a message with a text for each protocol', () => {
  const texts = { default: 'for machines', email: 'for people', sqs: 'for a queue', count: 3 };
  const structured = { MessageStructure: 'json', Message: JSON.stringify(texts) };

  it('gives each subscriber the text of its protocol, or the one for all others', async () => {
    const { invoked, observed, sent, subscribe, publish } = await withQueue({ RawMessageDelivery: true });
    await subscribe('lambda', functionArn);
    await publish(structured);
    expect(sent.map(({ message }) => message.body)).toEqual(['for a queue']);
    expect(invoked).toMatchObject([{ event: { Records: [{ Sns: { Message: 'for machines' } }] } }]);
    expect(observed).toMatchObject([{ message: 'for machines', texts: { email: 'for people' } }]);
    expect(observed[0]?.texts).not.toHaveProperty('count');
  });

  it.each(['hello', '[]', '{"email":"x"}', '{"default":1}'])(
    'is refused without one for all others: %s',
    async (Message) => {
      const { publish, observed } = await account();
      await expect(publish({ ...structured, Message })).rejects.toMatchObject({ code: 'InvalidParameter' });
      expect(observed).toEqual([]);
    },
  );
});

describe('a filter policy', () => {
  it.each(policies)('$name', async ({ policy, scope, message, messageAttributes, passes }) => {
    const { publish, sent } = await withQueue({
      FilterPolicy: policy,
      ...(scope === undefined ? {} : { FilterPolicyScope: scope }),
    });
    await publish({ Message: message ?? 'hello', MessageAttributes: messageAttributes ?? {} });
    expect(sent).toHaveLength(passes ? 1 : 0);
  });

  it('changes in place', async () => {
    const { publish, sent, provider, context, properties, physical } = await withQueue();
    const next = { ...properties, FilterPolicy: { kind: ['y'] } };
    await expect(provider('Subscription').update({ physical, previous: properties, next }, context())).resolves.toEqual(
      physical,
    );
    await publish({ MessageAttributes: attributes });
    expect(sent).toEqual([]);
  });
});

describe('PublishBatch', () => {
  const entries = (...given: readonly object[]) => ({ TopicArn: topicArn, PublishBatchRequestEntries: given });

  it('publishes each entry, and says which failed', async () => {
    const { call, observed } = await account();
    const answer = await call(
      'PublishBatch',
      entries({ Id: 'a', Message: 'one', MessageAttributes: attributes }, { Id: 'b', Message: '' }),
    );
    expect(answer).toEqual({
      Successful: [{ Id: 'a', MessageId: 'message-1' }],
      Failed: [{ Id: 'b', Code: 'InvalidParameter', Message: 'Invalid parameter: Empty message', SenderFault: true }],
    });
    expect(observed).toMatchObject([{ message: 'one', attributes }]);
  });

  it.each([
    ['no entries', [], 'EmptyBatchRequest'],
    ['eleven entries', Array.from({ length: 11 }, (_, index) => ({ Id: `e${index}`, Message: 'x' })), 'TooManyEntries'],
    [
      'one id twice',
      [
        { Id: 'a', Message: 'x' },
        { Id: 'a', Message: 'y' },
      ],
      'BatchEntryIdsNotDistinct',
    ],
    ['a wrong id', [{ Id: 'a b', Message: 'x' }], 'InvalidBatchEntryId'],
  ])('is refused with %s', async (_, given, code) => {
    const { call } = await account();
    await expect(call('PublishBatch', entries(...given))).rejects.toMatchObject({
      code: expect.stringContaining(code) as string,
    });
  });

  it('needs the permission to publish', async () => {
    const { sns } = await account();
    expect(sns.permissions('PublishBatch', { TopicArn: topicArn })).toEqual([
      { action: 'sns:Publish', resource: topicArn },
    ]);
  });
});

describe('what SNS refuses of a message', () => {
  it.each([
    ['an empty one', { Message: '' }, 'InvalidParameter'],
    ['a long subject', { Subject: 'x'.repeat(101) }, 'InvalidParameter'],
    ['a large one', { Message: 'x'.repeat(262_145) }, 'InvalidParameter'],
    [
      'an unknown type',
      { MessageAttributes: { a: { DataType: 'Colour', StringValue: 'x' } } },
      'ParameterValueInvalid',
    ],
    ['no value', { MessageAttributes: { a: { DataType: 'String' } } }, 'ParameterValueInvalid'],
    ['no number', { MessageAttributes: { a: { DataType: 'Number', StringValue: 'x' } } }, 'ParameterValueInvalid'],
  ])('is %s', async (_, input, code) => {
    const { publish, observed } = await account();
    await expect(publish(input)).rejects.toMatchObject({ name: 'ApiError', code });
    expect(observed).toEqual([]);
  });
});

describe('flat names', () => {
  it.each(names)('are $name', ({ flat, nested }) => {
    expect(nestNames(flat)).toEqual(nested);
  });

  it('are understood as they come', async () => {
    const { publish, observed } = await account();
    await publish({
      'MessageAttributes.entry.1.Name': 'kind',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'x',
    });
    expect(observed).toMatchObject([{ attributes: { kind: attributes.kind } }]);
  });
});

describe('the wire protocol of SNS', () => {
  const protocol = snsProtocol(queryProtocol);

  it('reads a batch from a form', () => {
    const body = Buffer.from(
      'Action=PublishBatch&TopicArn=t&PublishBatchRequestEntries.member.1.Id=a&PublishBatchRequestEntries.member.1.Message=m',
    );
    expect(protocol.read({ method: 'POST', path: '/', headers: {}, body }, caller)).toEqual({
      operation: 'PublishBatch',
      input: { TopicArn: 't', PublishBatchRequestEntries: [{ Id: 'a', Message: 'm' }] },
    });
  });

  it('answers with an element for each member of a list', () => {
    const { body } = protocol.answer({ Successful: [{ Id: 'a' }, { Id: '<b>' }], Failed: [] }, 'PublishBatch');
    expect(body).toContain(
      '<Successful><member><Id>a</Id></member><member><Id>&#60;b&#62;</Id></member></Successful><Failed></Failed>',
    );
  });
});
