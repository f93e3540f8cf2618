import { ApiError } from '../../../../lib/rehearsal/kernel/api-error';
import { place } from '../../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../../lib/rehearsal/kernel/simulation';
import { FunctionRegistry } from '../../../../lib/rehearsal/lambda/function-registry';
import type { EventSourcePorts } from '../../../../lib/rehearsal/lambda/event-source/event-source-ports';
import type { SqsRecord } from '../../../../lib/rehearsal/lambda/event-source/sqs-record';
import { eventSourceMappingResource } from '../../../../lib/rehearsal/lambda/resources/event-source-mapping';
import { Sqs } from '../../../../lib/rehearsal/sqs/sqs';

const START = Date.UTC(2026, 0, 5, 9);
const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:work';
const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:worker:live';
const context = { stackName: 'Chat', logicalId: 'M', where: 'chat.json, M', generatedName: 'Chat-M-1A2B' };

interface Answer {
  readonly failed?: boolean;
  readonly payload?: unknown;
  readonly error?: ApiError;
  readonly durationMs?: number;
}

/** A queue, a function that answers as the test says, and a mapping between the two. */
async function account(queue: object = {}, ports: Partial<EventSourcePorts> = {}) {
  const simulation = new Simulation(START);
  const here = place('111122223333', 'eu-west-1');
  const randomness = new Randomness(1);
  const sqs = new Sqs({ simulation, place: here, randomness });
  const queues = sqs.providers.find(({ type }) => type === 'AWS::SQS::Queue')!;
  await queues.create({ QueueName: 'dead' }, context);
  await queues.create({ QueueName: 'work', ...queue }, context);
  const registry = new FunctionRegistry(here);
  registry.create('worker', {
    codeDirectory: '/code',
    codeKey: 'k',
    codeSha256: () => 'digest',
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    roleArn: 'arn:aws:iam::111122223333:role/worker',
    timeoutMs: 3000,
    memoryMb: 128,
    environment: {},
    logGroup: '/aws/lambda/worker',
  });
  registry.publish('worker');
  registry.putAlias('worker', { name: 'live', version: '1' });
  const batches: { readonly at: number; readonly records: readonly SqsRecord[] }[] = [];
  const answers: Answer[] = [];
  const provider = eventSourceMappingResource(
    registry,
    { place: here, randomness },
    {
      simulation,
      region: 'eu-west-1',
      describe: (arn) => sqs.describe(arn),
      receive: (arn, request) => sqs.receive(arn, request),
      remove: (arn, receiptHandles) => {
        sqs.remove(arn, receiptHandles);
      },
      release: (arn, receiptHandles) => {
        sqs.release(arn, receiptHandles);
      },
      invoke: async (arn, payload) => {
        expect(arn).toBe(functionArn);
        const { Records } = JSON.parse(payload) as { readonly Records: readonly SqsRecord[] };
        batches.push({ at: simulation.now - START, records: Records });
        const { error, failed = false, payload: answer = null, durationMs = 0 } = answers.shift() ?? {};
        await simulation.sleep(durationMs);
        if (error) throw error;
        return { executedVersion: '1', payload: JSON.stringify(answer), failed, durationMs };
      },
      ...ports,
    },
  );
  const properties = (others: object = {}) => ({ EventSourceArn: queueArn, FunctionName: functionArn, ...others });
  return {
    sqs,
    simulation,
    batches,
    answers,
    provider,
    properties,
    map: (others: object = {}) => provider.create(properties(others), context),
    send: (...messages: readonly string[]) => messages.map((body) => sqs.send(queueArn, { body }, 'sender').messageId),
    pass: (seconds: number) => simulation.run(() => simulation.sleep(seconds * 1000)),
    bodies: () => batches.map(({ records }) => records.map(({ body }) => body)),
    depth: () => sqs.depths().find(({ name }) => name === 'work')!,
  };
}

describe('an event source mapping', () => {
  it('hands messages over as Lambda words them, and deletes them', async () => {
    const { map, simulation, sqs, batches, depth } = await account();
    await expect(map()).resolves.toMatchObject({
      id: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      attributes: { EventSourceMappingArn: expect.stringContaining(':event-source-mapping:') as string },
    });
    await simulation.run(() => {
      const attributes = { kind: { DataType: 'String', StringValue: 'x' } };
      sqs.send(queueArn, { body: 'hello', attributes }, 'arn:aws:iam::111122223333:role/gate');
      return Promise.resolve();
    });
    expect(batches).toEqual([
      {
        at: 0,
        records: [
          {
            messageId: expect.any(String) as string,
            receiptHandle: expect.any(String) as string,
            body: 'hello',
            attributes: {
              ApproximateReceiveCount: '1',
              SentTimestamp: String(START),
              SenderId: 'arn:aws:iam::111122223333:role/gate',
              ApproximateFirstReceiveTimestamp: String(START),
            },
            messageAttributes: {
              kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
            },
            md5OfBody: '5d41402abc4b2a76b9719d911017c592',
            eventSource: 'aws:sqs',
            eventSourceARN: queueArn,
            awsRegion: 'eu-west-1',
          },
        ],
      },
    ]);
    expect(depth()).toMatchObject({ visible: 0, inFlight: 0 });
  });

  it('costs no virtual time while there are no messages', async () => {
    const { map, simulation, pass } = await account();
    await map();
    await simulation.run(() => Promise.resolve());
    expect(simulation.now).toBe(START);
    await pass(1);
    expect(simulation.now).toBe(START + 1000);
  });

  it('takes as many at once as its batch holds', async () => {
    const { map, send, pass, bodies } = await account();
    await map({ BatchSize: 2 });
    send('a', 'b', 'c');
    await pass(1);
    expect(bodies().flat().sort()).toEqual(['a', 'b', 'c']);
    expect(bodies().every((batch) => batch.length <= 2)).toBe(true);
  });

  it('gathers messages while its window is open', async () => {
    const { map, send, simulation, batches } = await account();
    await map({ BatchSize: 100, MaximumBatchingWindowInSeconds: 5 });
    await simulation.run(async () => {
      send('a');
      await simulation.sleep(3000);
      send('b');
      await simulation.sleep(4000);
      send('c');
    });
    expect(batches.map(({ at, records }) => [at, records.length])).toEqual([
      [5000, 2],
      [12_000, 1],
    ]);
  });

  it('has no more batches going than it may', async () => {
    const { map, send, pass, batches, answers } = await account();
    await map({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } });
    for (let i = 0; i < 5; i++) answers.push({ durationMs: 1000 });
    send('a', 'b', 'c', 'd', 'e');
    await pass(10);
    expect(batches.map(({ at }) => at)).toEqual([0, 0, 1000, 1000, 2000]);
  });

  it('gets a failed batch again when its visibility timeout is over', async () => {
    const { map, send, pass, batches, answers, depth } = await account({ VisibilityTimeout: 30 });
    await map();
    answers.push({ failed: true });
    send('a');
    await pass(40);
    expect(batches.map(({ at, records }) => [at, records[0]!.attributes.ApproximateReceiveCount])).toEqual([
      [0, '1'],
      [30_000, '2'],
    ]);
    expect(depth()).toMatchObject({ visible: 0, inFlight: 0 });
  });

  it('lets a message that keeps failing go to the dead-letter queue', async () => {
    const RedrivePolicy = { deadLetterTargetArn: queueArn.replace('work', 'dead'), maxReceiveCount: 3 };
    const { map, send, pass, batches, answers, sqs } = await account({ VisibilityTimeout: 5, RedrivePolicy });
    await map();
    for (let i = 0; i < 10; i++) answers.push({ failed: true });
    send('poison');
    await pass(60);
    expect(batches).toHaveLength(3);
    expect(sqs.depths()).toContainEqual({ name: 'dead', visible: 1, inFlight: 0, delayed: 0 });
  });

  it('tries a throttled batch again while its messages are hidden', async () => {
    const { map, send, pass, batches, answers, depth } = await account();
    await map();
    const error = new ApiError('TooManyRequestsException', 'Rate Exceeded.', 429);
    answers.push({ error }, { error });
    send('a');
    await pass(10);
    expect(batches.map(({ at }) => at)).toEqual([0, 1000, 3000]);
    expect(depth()).toMatchObject({ visible: 0, inFlight: 0 });
  });

  it('takes nothing while it is off, and no more when it is gone', async () => {
    const { map, provider, properties, send, pass, bodies } = await account();
    const off = properties({ Enabled: false });
    const physical = await map({ Enabled: false });
    send('a');
    await pass(10);
    expect(bodies()).toEqual([]);
    await provider.update({ physical, previous: off, next: properties() }, context);
    await pass(1);
    expect(bodies()).toEqual([['a']]);
    await provider.remove(physical, properties(), context);
    send('b');
    await pass(10);
    expect(bodies()).toHaveLength(1);
  });

  it('releases what it had gathered when it is removed', async () => {
    const { map, provider, properties, simulation, send, depth, bodies } = await account();
    const windowed = { BatchSize: 100, MaximumBatchingWindowInSeconds: 60 };
    const physical = await map(windowed);
    await simulation.run(async () => {
      send('a');
      await simulation.sleep(1000);
      expect(depth()).toMatchObject({ inFlight: 1 });
      await provider.remove(physical, properties(windowed), context);
    });
    expect(depth()).toMatchObject({ visible: 1, inFlight: 0 });
    expect(bodies()).toEqual([]);
  });
});

describe('a partial batch response', () => {
  const reporting = { FunctionResponseTypes: ['ReportBatchItemFailures'] };

  it('keeps the failed messages only', async () => {
    const { map, send, pass, bodies, answers, simulation } = await account();
    const [, second] = send('a', 'b', 'c');
    answers.push({ payload: { batchItemFailures: [{ itemIdentifier: second }] } });
    await map(reporting);
    await pass(31);
    expect(bodies()).toEqual([['a', 'b', 'c'], ['b']]);
    expect(simulation.now).toBe(START + 31_000);
  });

  it.each([
    ['null', null, 0],
    ['an empty object', {}, 0],
    ['no failures', { batchItemFailures: [] }, 0],
    ['null for failures', { batchItemFailures: null }, 0],
    ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, 2],
    ['null for an id', { batchItemFailures: [{ itemIdentifier: null }] }, 2],
    ['another name for the id', { batchItemFailures: [{ messageId: 'x' }] }, 2],
    ['an id from elsewhere', { batchItemFailures: [{ itemIdentifier: 'x' }] }, 2],
    ['a word', 'ok', 2],
  ])('of %s leaves its messages in the queue or not', async (_, payload, left) => {
    const { map, send, pass, answers, depth } = await account();
    send('a', 'b');
    answers.push({ payload });
    await map(reporting);
    await pass(1);
    expect(depth()).toMatchObject({ visible: 0, inFlight: left });
  });

  it('counts for nothing where it was not asked for', async () => {
    const { map, send, pass, answers, depth } = await account();
    const [id] = send('a');
    answers.push({ payload: { batchItemFailures: [{ itemIdentifier: id }] } });
    await map();
    await pass(1);
    expect(depth()).toMatchObject({ inFlight: 0 });
  });
});

describe('a filter', () => {
  const wants = (kind: string) => ({
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { kind: [kind] } }) }] },
  });
  const filter = (pattern: string) => (record: unknown) => {
    const { body } = record as { readonly body: { readonly kind?: string } };
    return (JSON.parse(pattern) as { body: { kind: string[] } }).body.kind.includes(body.kind ?? '');
  };

  it('passes on what fits and deletes the rest', async () => {
    const { map, send, pass, bodies, depth } = await account({}, { filter });
    await map(wants('a'));
    send('{"kind":"a"}', '{"kind":"b"}', 'plain');
    await pass(1);
    expect(bodies()).toEqual([['{"kind":"a"}']]);
    expect(depth()).toMatchObject({ visible: 0, inFlight: 0 });
  });

  it('invokes nothing where nothing fits', async () => {
    const { map, send, pass, bodies } = await account({}, { filter });
    await map(wants('a'));
    send('plain');
    await pass(1);
    expect(bodies()).toEqual([]);
  });

  it('stops by name where nobody can read it', async () => {
    const { map } = await account();
    await expect(map(wants('a'))).rejects.toThrow('FilterCriteria of an event source mapping is not emulated');
  });

  it('has no wildcards', async () => {
    const { map } = await account({}, { filter });
    const Pattern = '{"body":{"kind":[{"wildcard":"a*"}]}}';
    await expect(map({ FilterCriteria: { Filters: [{ Pattern }] } })).rejects.toThrow('wildcard is not a rule');
  });
});

describe('what Lambda refuses of an event source mapping', () => {
  it.each([
    ['an unknown queue', { EventSourceArn: `${queueArn}-2` }, 'does not exist'],
    ['a large batch without a window', { BatchSize: 11 }, 'must be greater than 0'],
    ['a batch of nothing', { BatchSize: 0 }, 'out of range'],
    ['a window of more than five minutes', { MaximumBatchingWindowInSeconds: 301 }, 'between 0 and 300'],
    ['a single batch at once', { ScalingConfig: { MaximumConcurrency: 1 } }, 'between 2 and 1000'],
    ['an unknown function', { FunctionName: 'nobody' }, 'Function does not exist'],
    ['an alias that is not there', { FunctionName: 'worker:nobody' }, 'Function does not exist'],
    ['a version that is not there', { FunctionName: 'worker:9' }, 'Function does not exist'],
  ])('is %s', async (_, properties, message) => {
    const { map } = await account();
    const refusal = map(properties);
    await expect(refusal).rejects.toBeInstanceOf(ApiError);
    await expect(refusal).rejects.toThrow(message);
  });

  it('is a queue that hides messages for less than the function may take', async () => {
    const { map } = await account({ VisibilityTimeout: 2 });
    await expect(map()).rejects.toThrow('Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds');
  });

  it('is a role that may not receive', async () => {
    const { map } = await account({}, { mayPoll: () => false });
    await expect(map()).rejects.toThrow('does not have permissions to call ReceiveMessage on SQS');
  });

  it.each([
    ['another source', { EventSourceArn: 'arn:aws:kinesis:eu-west-1:1:stream/s' }, 'Property EventSourceArn'],
    ['a destination', { DestinationConfig: {} }, 'Property DestinationConfig'],
    ['another response', { FunctionResponseTypes: ['Other'] }, 'Property FunctionResponseTypes'],
  ])('apart from %s, which stops by name', async (_, properties, message) => {
    const { map } = await account();
    await expect(map(properties)).rejects.toThrow(message);
  });
});
