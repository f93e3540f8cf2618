import { jsonProtocol } from '../../../lib/rehearsal/endpoint/json-protocol';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { sqsProtocol } from '../../../lib/rehearsal/sqs/sqs-protocol';
import refused from '../../cases/sqs/refused.json';
import { account, arn, bodies, caller, context, SECOND, START, type Received } from './account';

describe('a queue', () => {
  it('has its URL, ARN and name, and a generated one where the template says none', async () => {
    const { physical, create } = await account();
    expect(physical).toEqual({
      id: 'https://sqs.eu-west-1.amazonaws.com/111122223333/work',
      attributes: {
        Arn: arn('work'),
        QueueName: 'work',
        QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/work',
      },
    });
    await expect(create({})).resolves.toMatchObject({ attributes: { QueueName: 'Chat-Q-1A2B' } });
    await expect(create({ FifoQueue: true })).resolves.toMatchObject({ attributes: { QueueName: 'Chat-Q-1A2B.fifo' } });
  });

  it('gives out what was sent, in its order, with digests and what is known of it', async () => {
    const { send, receive, call } = await account();
    const sent = await send('one', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } } });
    await send('two');
    const [first, second] = await receive({ MessageAttributeNames: ['All'] });
    expect(first).toEqual({
      MessageId: sent.MessageId,
      ReceiptHandle: expect.any(String) as string,
      MD5OfBody: 'f97c5d29941bfb1b2fdab0874906ab82',
      Body: 'one',
      Attributes: {
        ApproximateFirstReceiveTimestamp: String(START),
        ApproximateReceiveCount: '1',
        SenderId: caller.roleArn,
        SentTimestamp: String(START),
      },
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
    });
    expect(sent).toMatchObject({ MD5OfMessageBody: 'f97c5d29941bfb1b2fdab0874906ab82' });
    expect(sent.MessageId).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(second).toMatchObject({ Body: 'two' });
    await expect(call('ReceiveMessage')).resolves.toEqual({});
  });

  it.each([
    [{ AttributeNames: ['SenderId'] }, { Attributes: { SenderId: caller.roleArn } }],
    [
      { AttributeNames: [], MessageAttributeNames: ['a.*'] },
      { MessageAttributes: { 'a.b': expect.anything() as object } },
    ],
    [{ AttributeNames: [], MessageAttributeNames: ['c'] }, { MessageAttributes: { c: expect.anything() as object } }],
  ])('gives the attributes that were asked for: %j', async (asked, expected) => {
    const { send, receive } = await account();
    const value = { DataType: 'String', StringValue: 'x' };
    await send('one', { MessageAttributes: { 'a.b': value, c: value } });
    const [message] = (await receive(asked)) as readonly (Received & { MessageAttributes?: object })[];
    expect({ Attributes: undefined, MessageAttributes: undefined, ...message }).toMatchObject({
      Attributes: undefined,
      MessageAttributes: undefined,
      ...expected,
    });
    expect(Object.keys(message?.MessageAttributes ?? {}).length).toBeLessThan(2);
  });

  it('hides a message while it is in flight, and counts its receipts', async () => {
    const { send, receive, pass } = await account({ VisibilityTimeout: 10 });
    await send('one');
    await receive();
    await pass(9);
    await expect(receive()).resolves.toEqual([]);
    await pass(1);
    await expect(receive()).resolves.toMatchObject([
      { Attributes: { ApproximateReceiveCount: '2', ApproximateFirstReceiveTimestamp: String(START) } },
    ]);
  });

  it('forgets a message that is deleted, but not by an obsolete receipt', async () => {
    const { send, receive, pass, call } = await account({ VisibilityTimeout: 10 });
    await send('one');
    const [old] = await receive();
    await pass(10);
    const [fresh] = await receive();
    await call('DeleteMessage', { ReceiptHandle: old!.ReceiptHandle });
    await pass(10);
    const [again] = await receive();
    expect(again).toBeDefined();
    expect(fresh!.ReceiptHandle).not.toBe(again!.ReceiptHandle);
    await call('DeleteMessage', { ReceiptHandle: again!.ReceiptHandle });
    await pass(60);
    await expect(receive()).resolves.toEqual([]);
  });

  it('deletes by the last receipt even after the message is visible again', async () => {
    const { send, receive, pass, call } = await account({ VisibilityTimeout: 10 });
    await send('one');
    const [message] = await receive();
    await pass(20);
    await call('DeleteMessage', { ReceiptHandle: message!.ReceiptHandle });
    await expect(receive()).resolves.toEqual([]);
  });

  it('changes how long a message stays hidden', async () => {
    const { send, receive, pass, call } = await account();
    await send('one');
    const [message] = await receive();
    const change = (seconds: number) =>
      call('ChangeMessageVisibility', { ReceiptHandle: message!.ReceiptHandle, VisibilityTimeout: seconds });
    await change(100);
    await pass(99);
    await expect(receive()).resolves.toEqual([]);
    await change(0);
    await expect(change(10)).rejects.toMatchObject({ code: 'MessageNotInflight' });
    await expect(receive()).resolves.toHaveLength(1);
  });

  it('holds a delayed message back', async () => {
    const { send, receive, pass } = await account({ DelaySeconds: 5 });
    await send('late');
    await send('later', { DelaySeconds: 8 });
    await send('now', { DelaySeconds: 0 });
    expect(bodies(await receive())).toEqual(['now']);
    await pass(5);
    expect(bodies(await receive())).toEqual(['late']);
    await pass(3);
    expect(bodies(await receive())).toEqual(['later']);
  });

  it('drops what is too old', async () => {
    const { send, receive, pass } = await account({ MessageRetentionPeriod: 60 });
    await send('one');
    await pass(60);
    await expect(receive()).resolves.toEqual([]);
  });

  it('refuses a message that is too large', async () => {
    const { send } = await account({ MaximumMessageSize: 1024 });
    await expect(send('x'.repeat(1024))).resolves.toBeDefined();
    await expect(send('x'.repeat(1025))).rejects.toMatchObject({ code: 'InvalidParameterValue' });
  });
});

describe('long polling', () => {
  it('waits for a message and no longer', async () => {
    const { simulation, send, receive } = await account();
    const received = await simulation.run(async () => {
      simulation.spawn(async () => {
        await simulation.sleep(7 * SECOND);
        await send('one');
      }, 'the sender');
      return receive({ WaitTimeSeconds: 20 });
    });
    expect(bodies(received)).toEqual(['one']);
    expect(simulation.now).toBe(START + 7 * SECOND);
  });

  it('ends with nothing when its time is over', async () => {
    const { simulation, receive } = await account({ ReceiveMessageWaitTimeSeconds: 5 });
    await expect(simulation.run(() => receive())).resolves.toEqual([]);
    expect(simulation.now).toBe(START + 5 * SECOND);
  });

  it('gets a message that becomes visible again meanwhile', async () => {
    const { simulation, send, receive } = await account({ VisibilityTimeout: 4 });
    await send('one');
    await receive();
    expect(bodies(await simulation.run(() => receive({ WaitTimeSeconds: 20 })))).toEqual(['one']);
    expect(simulation.now).toBe(START + 4 * SECOND);
  });

  it('gives a message to one of two who wait', async () => {
    const { simulation, send, receive } = await account();
    const both = await simulation.run(async () => {
      const waiting = [receive({ WaitTimeSeconds: 3 }), receive({ WaitTimeSeconds: 3 })];
      await send('one');
      return Promise.all(waiting);
    });
    expect(both.map((messages) => messages.length).sort()).toEqual([0, 1]);
  });
});

describe('a dead-letter queue', () => {
  const RedrivePolicy = { deadLetterTargetArn: arn('dead'), maxReceiveCount: 2 };

  it('gets what was received too often', async () => {
    const { sqs, send, receive, pass } = await account({ VisibilityTimeout: 1, RedrivePolicy });
    await send('poison');
    for (let receipt = 1; receipt <= 2; receipt++) {
      expect(bodies(await receive())).toEqual(['poison']);
      await pass(1);
    }
    await expect(receive()).resolves.toEqual([]);
    const [dead] = await sqs.receive(arn('dead'), { maximum: 10 });
    expect(dead).toMatchObject({ body: 'poison', deadLetterSourceArn: arn('work'), receiveCount: 1 });
  });

  it('leaves the message where it is when it is gone itself', async () => {
    const { provider, url, send, receive, pass } = await account({ VisibilityTimeout: 1, RedrivePolicy });
    await provider('Queue').remove({ id: url('dead'), attributes: {} }, {}, context);
    await send('poison');
    for (let receipt = 1; receipt <= 4; receipt++) {
      await expect(receive()).resolves.toHaveLength(1);
      await pass(1);
    }
  });

  it.each([
    ['does not exist', { deadLetterTargetArn: arn('nobody'), maxReceiveCount: 2 }],
    ['is of another kind', { deadLetterTargetArn: arn('dead.fifo'), maxReceiveCount: 2 }],
  ])('is refused where it %s', async (_, policy) => {
    const { create } = await account();
    await create({ QueueName: 'dead.fifo', FifoQueue: true });
    await expect(create({ QueueName: 'other', RedrivePolicy: policy })).rejects.toMatchObject({
      code: 'InvalidParameterValue',
    });
  });

  it('may be named in JSON text', async () => {
    const { create, sqs } = await account();
    await create({ QueueName: 'other', RedrivePolicy: JSON.stringify(RedrivePolicy) });
    expect(sqs.describe(arn('other'))).toEqual({ visibilityTimeoutSeconds: 30, fifo: false });
  });
});

describe('a FIFO queue', () => {
  const fifo = { FifoQueue: true, ContentBasedDeduplication: true, VisibilityTimeout: 10 };
  const group = (MessageGroupId: string, MessageDeduplicationId?: string) => ({
    MessageGroupId,
    ...(MessageDeduplicationId === undefined ? {} : { MessageDeduplicationId }),
  });

  it('gives nothing more of a group while a message of it is in flight', async () => {
    const { send, receive, call, pass } = await account(fifo);
    for (const [body, name] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b1', 'b'],
    ] as const)
      await send(body, group(name));
    const [first] = await receive({ MaxNumberOfMessages: 1 });
    expect(first!.Body).toBe('a1');
    expect(bodies(await receive())).toEqual(['b1']);
    await call('DeleteMessage', { ReceiptHandle: first!.ReceiptHandle });
    const [second] = await receive();
    expect(second!.Body).toBe('a2');
    await pass(10);
    expect(bodies(await receive())).toEqual(['a2', 'b1']);
  });

  it('accepts a message twice and delivers it once, for five minutes', async () => {
    const { send, receive, pass } = await account(fifo);
    const first = await send('same', group('a'));
    const second = await send('same', group('a'));
    expect(second).toEqual(first);
    expect(String(first.SequenceNumber)).toHaveLength(20);
    const received = await receive();
    expect(received).toMatchObject([{ Attributes: { MessageGroupId: 'a', SequenceNumber: first.SequenceNumber } }]);
    await pass(300);
    expect((await send('same', group('a'))).MessageId).not.toBe(first.MessageId);
  });

  it('knows messages by their deduplication id before their content', async () => {
    const { send, receive } = await account(fifo);
    await send('one', group('a', 'x'));
    await send('two', group('b', 'x'));
    await send('one', group('a', 'y'));
    expect(bodies(await receive())).toEqual(['one', 'one']);
  });

  it('knows them in their group only, where it is set so', async () => {
    const { send, receive } = await account({ ...fifo, DeduplicationScope: 'messageGroup' });
    await send('one', group('a', 'x'));
    await send('two', group('b', 'x'));
    expect(bodies(await receive())).toEqual(['one', 'two']);
  });

  it('refuses an expired receipt', async () => {
    const { send, receive, call, pass } = await account(fifo);
    await send('one', group('a'));
    const [message] = await receive();
    await pass(10);
    await expect(call('DeleteMessage', { ReceiptHandle: message!.ReceiptHandle })).rejects.toThrow('has expired');
  });

  it.each([
    ['no group', {}, 'MissingParameter'],
    ['a delay of its own', { ...group('a', 'x'), DelaySeconds: 1 }, 'InvalidParameterValue'],
    ['nothing to know it by', group('a'), 'InvalidParameterValue'],
  ])('refuses a message with %s', async (_, others, code) => {
    const { send } = await account({ FifoQueue: true });
    await expect(send('one', others)).rejects.toMatchObject({ code });
  });
});

describe('a batch', () => {
  it('plays its entries one by one, and says which failed', async () => {
    const { call, receive } = await account();
    const sent = await call('SendMessageBatch', {
      Entries: [
        { Id: 'good', MessageBody: 'one' },
        { Id: 'bad', MessageBody: 'two', DelaySeconds: 1000 },
      ],
    });
    expect(sent).toMatchObject({
      Successful: [{ Id: 'good', MD5OfMessageBody: 'f97c5d29941bfb1b2fdab0874906ab82' }],
      Failed: [{ Id: 'bad', SenderFault: true, Code: 'InvalidParameterValue' }],
    });
    const [message] = await receive();
    await expect(
      call('DeleteMessageBatch', {
        Entries: [
          { Id: 'a', ReceiptHandle: message!.ReceiptHandle },
          { Id: 'b', ReceiptHandle: 'x' },
        ],
      }),
    ).resolves.toMatchObject({ Successful: [{ Id: 'a' }], Failed: [{ Id: 'b', Code: 'ReceiptHandleIsInvalid' }] });
  });

  it('has no more than ten entries', async () => {
    const { call } = await account();
    const Entries = Array.from({ length: 11 }, (_, index) => ({ Id: `m${index}`, MessageBody: 'x' }));
    await expect(call('SendMessageBatch', { Entries })).rejects.toMatchObject({ code: 'TooManyEntriesInBatchRequest' });
  });
});

describe('the API of SQS', () => {
  it.each(refused)('refuses $name', async ({ operation, input, code }) => {
    const { call } = await account();
    await expect(call(operation, input)).rejects.toMatchObject({ name: 'ApiError', code });
  });

  it('finds a queue by its name, and by its URL at any host', async () => {
    const { call, url } = await account();
    await expect(call('GetQueueUrl', { QueueName: 'work' })).resolves.toEqual({ QueueUrl: url('work') });
    const QueueUrl = 'http://127.0.0.1:4000/111122223333/work';
    await expect(call('SendMessage', { QueueUrl, MessageBody: 'a' })).resolves.toBeDefined();
  });

  it('tells the attributes of a queue', async () => {
    const { call, send, receive } = await account({ VisibilityTimeout: 10, KmsMasterKeyId: 'alias/k' });
    await send('one');
    await receive();
    await send('two');
    await send('three', { DelaySeconds: 5 });
    await expect(call('GetQueueAttributes', { AttributeNames: ['All'] })).resolves.toMatchObject({
      Attributes: {
        QueueArn: arn('work'),
        ApproximateNumberOfMessages: '1',
        ApproximateNumberOfMessagesNotVisible: '1',
        ApproximateNumberOfMessagesDelayed: '1',
        VisibilityTimeout: '10',
        MessageRetentionPeriod: '345600',
        KmsMasterKeyId: 'alias/k',
      },
    });
    await expect(call('GetQueueAttributes', { AttributeNames: ['VisibilityTimeout', 'Policy'] })).resolves.toEqual({
      Attributes: { VisibilityTimeout: '10' },
    });
  });

  it('purges a queue once in a minute', async () => {
    const { call, send, receive, pass } = await account();
    await send('one');
    await call('PurgeQueue');
    await expect(receive()).resolves.toEqual([]);
    await pass(59);
    await expect(call('PurgeQueue')).rejects.toMatchObject({ code: 'PurgeQueueInProgress' });
    await pass(1);
    await expect(call('PurgeQueue')).resolves.toEqual({});
  });

  it.each([
    ['CreateQueue', {}, 'sqs:CreateQueue is not emulated. Met in a call by'],
    ['SendMessage', { MessageBody: 'a', MessageSystemAttributes: {} }, 'MessageSystemAttributes of sqs:SendMessage'],
    ['ReceiveMessage', { ReceiveRequestAttemptId: 'a' }, 'ReceiveRequestAttemptId of sqs:ReceiveMessage'],
  ])('stops by name at %s %j', async (operation, input, message) => {
    const { call } = await account();
    await expect(call(operation, input)).rejects.toThrow(message);
  });

  it.each([
    ['SendMessageBatch', { QueueUrl: 'https://x/111122223333/work' }, 'sqs:SendMessage', arn('work')],
    ['ReceiveMessage', { QueueUrl: 'https://x/111122223333/work' }, 'sqs:ReceiveMessage', arn('work')],
    ['SendMessage', { QueueUrl: 'https://x/9/work' }, 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:9:work'],
    ['GetQueueUrl', { QueueName: 'work' }, 'sqs:GetQueueUrl', arn('work')],
  ])('needs permission for %s %j', async (operation, input, action, resource) => {
    const { sqs } = await account();
    expect(sqs.permissions(operation, input)).toEqual([{ action, resource }]);
  });
});

describe('the resources of SQS', () => {
  it.each([
    ['a timeout that is too long', { VisibilityTimeout: 43_201 }, 'InvalidAttributeValue'],
    ['a retention that is too short', { MessageRetentionPeriod: 59 }, 'InvalidAttributeValue'],
    [
      'no receipt at all',
      { RedrivePolicy: { deadLetterTargetArn: arn('dead'), maxReceiveCount: 0 } },
      'InvalidAttributeValue',
    ],
    ['deduplication on a standard queue', { ContentBasedDeduplication: true }, 'InvalidAttributeName'],
    [
      'a limit for each group without ids for each',
      { FifoQueue: true, FifoThroughputLimit: 'perMessageGroupId' },
      'InvalidAttributeValue',
    ],
    ['a FIFO queue that is not called so', { FifoQueue: true, QueueName: 'plain' }, 'InvalidParameterValue'],
    ['a standard queue that is called FIFO', { QueueName: 'other.fifo' }, 'InvalidParameterValue'],
    ['a name that is taken', { QueueName: 'work' }, 'AlreadyExists'],
  ])('refuse %s', async (_, properties, code) => {
    const { create } = await account();
    await expect(create(properties)).rejects.toMatchObject({ name: 'ApiError', code });
  });

  it('change a queue in place, keep its messages, and replace it for another name', async () => {
    const { provider, physical, send, receive, sqs } = await account();
    await send('one');
    const change = { physical, previous: {}, next: { VisibilityTimeout: 90 } };
    await expect(provider('Queue').update(change, context)).resolves.toEqual(physical);
    expect(sqs.describe(arn('work'))).toMatchObject({ visibilityTimeoutSeconds: 90 });
    await expect(receive()).resolves.toHaveLength(1);
    await expect(provider('Queue').update({ ...change, next: { QueueName: 'b' } }, context)).resolves.toBe('replace');
  });

  it('remove a queue, and end the waiting for it', async () => {
    const { provider, physical, sqs, simulation, call } = await account();
    const waiting = simulation.run(() => sqs.receive(arn('work'), { maximum: 1 }));
    await provider('Queue').remove(physical, {}, context);
    await expect(waiting).resolves.toEqual([]);
    await expect(call('SendMessage', { MessageBody: 'a' })).rejects.toMatchObject({ code: 'QueueDoesNotExist' });
  });

  it('keep a policy for those who decide', async () => {
    const { provider, sqs, url } = await account();
    const properties = { PolicyDocument: { Statement: [] }, Queues: [url('work')] };
    expect(sqs.policy(arn('work'))).toBeUndefined();
    const physical = await provider('QueuePolicy').create(properties, context);
    expect(sqs.policy(arn('work'))).toEqual({ Statement: [] });
    await provider('QueuePolicy').update(
      { physical, previous: properties, next: { ...properties, Queues: [] } },
      context,
    );
    expect(sqs.policy(arn('work'))).toBeUndefined();
  });

  it('stop by name at a property that is not emulated', async () => {
    const { create } = await account();
    await expect(create({ RedriveAllowPolicy: {} })).rejects.toThrow('Property RedriveAllowPolicy of AWS::SQS::Queue');
  });
});

describe('SQS as other services use it', () => {
  it('sends, gives out many at once, removes and releases', async () => {
    const { sqs, simulation } = await account();
    for (let i = 0; i < 25; i++) sqs.send(arn('work'), { body: `m${i}` }, 'events.amazonaws.com');
    const messages = await sqs.receive(arn('work'), { maximum: 100 });
    expect(messages).toHaveLength(25);
    expect(messages[0]).toMatchObject({ body: 'm0', senderId: 'events.amazonaws.com' });
    const handles = messages.map(({ receiptHandle }) => receiptHandle);
    sqs.remove(arn('work'), handles.slice(0, 20));
    sqs.release(arn('work'), handles);
    expect(sqs.depths()).toContainEqual({ name: 'work', visible: 5, inFlight: 0, delayed: 0 });
    expect(simulation.now).toBe(START);
  });

  it('stops waiting at a signal', async () => {
    const { sqs, simulation } = await account();
    const stop = new AbortController();
    const waiting = simulation.run(() => sqs.receive(arn('work'), { maximum: 1, signal: stop.signal }));
    stop.abort();
    await expect(waiting).resolves.toEqual([]);
  });

  it('refuses an unknown queue', async () => {
    const { sqs } = await account();
    expect(() => sqs.send(arn('nobody'), { body: 'a' }, 'x')).toThrow('The specified queue does not exist.');
    expect(sqs.describe(arn('nobody'))).toBeUndefined();
  });
});

describe('the wire protocol of SQS', () => {
  it('names an error as JSON and as the query protocol did', () => {
    const refusal = sqsProtocol(jsonProtocol('1.0')).refuse(new ApiError('QueueDoesNotExist', 'Gone.'));
    expect(refusal).toMatchObject({
      status: 400,
      headers: {
        'x-amzn-errortype': 'QueueDoesNotExist',
        'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender',
      },
    });
  });
});
