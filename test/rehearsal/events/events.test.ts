import { Events, type BusEvent, type DeliveryTarget } from '../../../lib/rehearsal/events/events';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import { parseScheduleExpression } from '../../../lib/rehearsal/scheduler/schedule-expression';

const context = { stackName: 'Chat', logicalId: 'Rule', where: 'chat.json, Rule', generatedName: 'Chat-Rule-1A2B' };
const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:recorder';

const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:queue';
const lambdaTarget = { Arn: functionArn, Id: 'Target0' };
const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };

const rule = (others: object = {}) => ({
  EventPattern: { source: ['aws.codedeploy'] },
  Targets: [{ Arn: functionArn, Id: 'Target0' }],
  ...others,
});

const event: BusEvent = {
  source: 'aws.codedeploy',
  detailType: 'Something happened',
  resources: ['arn:group'],
  detail: { state: 'START' },
};

function bus(fault?: (id: string) => 'lost' | 'duplicate' | undefined) {
  const invoked: { readonly functionArn: string; readonly event: unknown }[] = [];
  const events = new Events({
    place: place('111122223333', 'eu-west-1'),
    now: () => Date.UTC(2026, 0, 5, 9, 0, 0, 250),
    eventId: (name) => `id of ${name}`,
    ...(fault ? { fault } : {}),
    invoke: (arn, delivered) => {
      invoked.push({ functionArn: arn, event: delivered });
    },
  });
  return { events, invoked, provider: events.provider };
}

describe('the event bus', () => {
  it("delivers an event to a rule's function as EventBridge words it", async () => {
    const { events, invoked, provider } = bus();
    await provider.create(rule(), context);

    events.put(event);

    expect(invoked).toEqual([
      {
        functionArn,
        event: {
          version: '0',
          id: 'id of event 1',
          'detail-type': 'Something happened',
          source: 'aws.codedeploy',
          account: '111122223333',
          time: '2026-01-05T09:00:00Z',
          region: 'eu-west-1',
          resources: ['arn:group'],
          detail: { state: 'START' },
        },
      },
    ]);
  });

  it.each([
    ['loses it for all of a rule', 'lost', ['b']],
    ['delivers it twice to all of a rule', 'duplicate', ['a', 'a', 'b']],
  ] as const)('%s, where the scenario says so', async (_, kind, expected) => {
    const asked: string[] = [];
    const { events, invoked, provider } = bus((id) => {
      asked.push(id);
      return id === 'one' ? kind : undefined;
    });
    const target = (name: string) => ({ Arn: `arn:aws:lambda:eu-west-1:111122223333:function:${name}`, Id: name });
    await provider.create(rule({ Name: 'one', Targets: [target('a')] }), context);
    await provider.create(rule({ Name: 'two', Targets: [target('b')] }), context);

    events.put(event);

    expect(asked).toEqual(['one', 'two']);
    expect(invoked.map(({ functionArn: arn }) => arn.split(':').at(-1))).toEqual(expected);
  });

  it('delivers to every target of every rule that fits, and to no other', async () => {
    const { events, invoked, provider } = bus();
    const target = (name: string) => ({ Arn: `arn:aws:lambda:eu-west-1:111122223333:function:${name}`, Id: name });
    await provider.create(rule({ Name: 'two', Targets: [target('a'), target('b')] }), context);
    await provider.create(rule({ Name: 'one', Targets: [target('c')] }), context);
    await provider.create(rule({ Name: 'no', EventPattern: { source: ['x'] }, Targets: [target('d')] }), context);

    events.put(event);

    expect(invoked.map(({ functionArn: arn }) => arn.split(':').at(-1))).toEqual(['a', 'b', 'c']);
  });

  it('gives every event its own id', async () => {
    const { events, invoked, provider } = bus();
    await provider.create(rule(), context);
    events.put(event);
    events.put(event);
    expect(invoked.map(({ event: delivered }) => (delivered as { readonly id: string }).id)).toEqual([
      'id of event 1',
      'id of event 2',
    ]);
  });
});

describe('a rule', () => {
  it('has a generated name unless the template says one', async () => {
    const { provider } = bus();
    await expect(provider.create(rule(), context)).resolves.toEqual({
      id: 'Chat-Rule-1A2B',
      attributes: { Arn: 'arn:aws:events:eu-west-1:111122223333:rule/Chat-Rule-1A2B' },
    });
    await expect(provider.create(rule({ Name: 'ours' }), context)).resolves.toMatchObject({ id: 'ours' });
  });

  it('follows its change, and is silent when it is gone', async () => {
    const { events, invoked, provider } = bus();
    const physical = await provider.create(rule(), context);
    const next = rule({ EventPattern: { source: ['other'] } });
    await expect(provider.update({ physical, previous: rule(), next }, context)).resolves.toEqual(physical);
    events.put(event);
    expect(invoked).toHaveLength(0);
    events.put({ ...event, source: 'other' });
    expect(invoked).toHaveLength(1);
    await provider.remove(physical, next, context);
    events.put({ ...event, source: 'other' });
    expect(invoked).toHaveLength(1);
  });

  it.each([
    ['a queue as a target', { Targets: [{ Arn: queueArn, Id: 'T' }] }, `A rule's target ${queueArn}`],
    ['a schedule', { ScheduleExpression: 'rate(1 minute)' }, 'ScheduleExpression'],
    [
      'a dead-letter queue',
      { Targets: [{ ...lambdaTarget, DeadLetterConfig: { Arn: queueArn } }] },
      'DeadLetterConfig',
    ],
    ['a role of its own', { RoleArn: 'arn:role' }, 'Property RoleArn'],
  ])('stops by name at %s, where nobody delivers it', async (_, change, what) => {
    await expect(bus().provider.create(rule(change), context)).rejects.toThrow(what);
  });

  it.each([
    ['another bus', { Arn: 'arn:aws:events:eu-west-1:111122223333:event-bus/other', Id: 'T' }, "A rule's target"],
    ['parameters of a task', { ...lambdaTarget, EcsParameters: {} }, 'Property Targets.0.EcsParameters'],
    ['a path with a filter', { ...lambdaTarget, InputPath: '$.detail[?(@.a)]' }, 'The JSON path'],
  ])('stops by name at a target that is or has %s', async (_, target, what) => {
    await expect(account().create({ Targets: [target] })).rejects.toThrow(what);
  });

  it.each([
    ['nothing to come round by', { EventPattern: undefined }, 'ValidationException'],
    ['a wrong pattern', { EventPattern: { source: 'x' } }, 'InvalidEventPatternException'],
    ['a rate that does not agree', { ScheduleExpression: 'rate(1 minutes)' }, 'ValidationException'],
    ['another rate that does not agree', { ScheduleExpression: 'rate(2 minute)' }, 'ValidationException'],
    ['a single time', { ScheduleExpression: 'at(2026-06-01T00:00:00)' }, 'ValidationException'],
    ['a wrong cron', { ScheduleExpression: 'cron(* * * * *)' }, 'ValidationException'],
    ['an input that is not JSON', { Targets: [{ ...lambdaTarget, Input: 'plain' }] }, 'ValidationException'],
    ['two inputs', { Targets: [{ ...lambdaTarget, Input: '{}', InputPath: '$' }] }, 'ValidationException'],
    ['an unknown bus', { EventBusName: 'nowhere' }, 'ResourceNotFoundException'],
  ])('is refused with %s', async (_, change, code) => {
    await expect(account().create(change)).rejects.toMatchObject({ name: 'ApiError', code });
  });
});

/** A bus that delivers to all targets in virtual time, and what it delivered: when, to whom, and what. */
function account() {
  const simulation = new Simulation(Date.UTC(2026, 0, 5, 9));
  const delivered: { readonly at: number; readonly target: DeliveryTarget; readonly event: unknown }[] = [];
  const failures: ApiError[] = [];
  const events = new Events({
    place: place('111122223333', 'eu-west-1'),
    now: () => simulation.now,
    eventId: (name) => `id of ${name}`,
    invoke: () => {
      throw new Error('Everything is delivered by the other port.');
    },
    deliver: (target, delivery) => {
      delivered.push({ at: simulation.now - Date.UTC(2026, 0, 5, 9), target, event: delivery });
      const failure = failures.shift();
      return failure ? Promise.reject(failure) : Promise.resolve();
    },
    simulation,
    schedule: parseScheduleExpression,
  });
  const type = (name: string) => events.providers.find((one) => one.type === `AWS::Events::${name}`)!;
  return {
    events,
    simulation,
    delivered,
    failures,
    type,
    create: (others: object = {}) => events.provider.create(rule(others), context),
    pass: (seconds: number) => simulation.run(() => simulation.sleep(seconds * 1000)),
    put: () => {
      events.put(event);
    },
    call: (input: object) => Promise.resolve().then(() => events.api('PutEvents', { ...input }, caller)),
  };
}

describe('a target', () => {
  it.each([
    ['a queue', queueArn],
    ['a topic', 'arn:aws:sns:eu-west-1:111122223333:topic'],
    ['a state machine', 'arn:aws:states:eu-west-1:111122223333:stateMachine:m'],
  ])('may be %s', async (_, Arn) => {
    const { create, put, pass, delivered } = account();
    await create({ Targets: [{ Arn, Id: 'T', RoleArn: 'arn:role' }] });
    put();
    await pass(1);
    expect(delivered).toMatchObject([{ at: 0, target: { arn: Arn, roleArn: 'arn:role' } }]);
  });

  it('is tried again where its service throttles with the status of a mistake', async () => {
    const { create, put, pass, delivered, failures } = account();
    failures.push(new ApiError('ThrottlingException', 'Rate exceeded', 400));
    await create();
    put();
    await pass(5);
    expect(delivered.map(({ at }) => at)).toEqual([0, 1000]);
  });

  it('names the message group of a FIFO queue', async () => {
    const { create, put, pass, delivered } = account();
    await create({ Targets: [{ Arn: `${queueArn}.fifo`, Id: 'T', SqsParameters: { MessageGroupId: 'g' } }] });
    put();
    await pass(1);
    expect(delivered[0]!.target).toEqual({ arn: `${queueArn}.fifo`, messageGroupId: 'g' });
  });

  it.each([
    ['a constant', { Input: '{"a":1}' }, { a: 1 }],
    ['a part of the event', { InputPath: '$.detail' }, { state: 'START' }],
    ['a value of the event', { InputPath: '$.resources[0]' }, 'arn:group'],
    [
      'a template',
      {
        InputTransformer: {
          InputPathsMap: { state: '$.detail.state', all: '$.detail', none: '$.detail.nothing' },
          InputTemplate:
            '{"say":"It is <state>, <none>by \\"<aws.events.rule-name>\\"","value":<state>,"all":<all>,"text":"<all>","gone":<none>}',
        },
      },
      {
        say: 'It is START, by "Chat-Rule-1A2B"',
        value: 'START',
        all: { state: 'START' },
        text: '{"state":"START"}',
        gone: '',
      },
    ],
    [
      'a text',
      { InputTransformer: { InputPathsMap: { state: '$.detail.state' }, InputTemplate: '"<state>!"' } },
      'START!',
    ],
    [
      'the event without its detail',
      { InputTransformer: { InputTemplate: '{"e":<aws.events.event>,"arn":"<aws.events.rule-arn>"}' } },
      {
        e: expect.not.objectContaining({ detail: expect.anything() as unknown }) as unknown,
        arn: 'arn:aws:events:eu-west-1:111122223333:rule/Chat-Rule-1A2B',
      },
    ],
  ])('gets %s', async (_, input, expected) => {
    const { create, put, pass, delivered } = account();
    await create({ Targets: [{ ...lambdaTarget, ...input }] });
    put();
    await pass(1);
    expect(delivered.map((one) => one.event)).toEqual([expected]);
  });

  it('stops by name at a template that gives no JSON', async () => {
    const { create, put } = account();
    await create({ Targets: [{ ...lambdaTarget, InputTransformer: { InputTemplate: 'state is <x>' } }] });
    expect(put).toThrow('An input template whose result is not JSON');
  });
});

describe('a delivery that fails', () => {
  const busy = () => new ApiError('TooManyRequestsException', 'Rate Exceeded.', 429);
  const withDeadLetters = { ...lambdaTarget, DeadLetterConfig: { Arn: queueArn } };
  const times = (delivered: readonly { readonly at: number }[]) => delivered.map(({ at }) => at);

  it('is tried again with growing delays', async () => {
    const { create, put, pass, delivered, failures } = account();
    failures.push(busy(), busy(), busy());
    await create();
    put();
    await pass(60);
    expect(times(delivered)).toEqual([0, 1000, 3000, 7000]);
  });

  it('goes to the dead-letter queue when its retries are used up', async () => {
    const { create, put, pass, delivered, failures } = account();
    failures.push(busy(), busy());
    await create({ Targets: [{ ...withDeadLetters, Input: '1', RetryPolicy: { MaximumRetryAttempts: 1 } }] });
    put();
    await pass(60);
    expect(times(delivered)).toEqual([0, 1000, 1000]);
    expect(delivered.at(-1)).toMatchObject({
      event: { detail: { state: 'START' } },
      target: {
        arn: queueArn,
        attributes: {
          ERROR_CODE: 'TooManyRequestsException',
          EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
          RETRY_ATTEMPTS: '1',
          RULE_ARN: 'arn:aws:events:eu-west-1:111122223333:rule/Chat-Rule-1A2B',
          TARGET_ARN: functionArn,
        },
      },
    });
  });

  it('goes there when it is too old', async () => {
    const { create, put, pass, delivered, failures } = account();
    for (let i = 0; i < 6; i++) failures.push(busy());
    await create({ Targets: [{ ...withDeadLetters, RetryPolicy: { MaximumEventAgeInSeconds: 60 } }] });
    put();
    await pass(600);
    expect(times(delivered)).toEqual([0, 1000, 3000, 7000, 15_000, 31_000, 31_000]);
    expect(delivered.at(-1)!.target.attributes).toMatchObject({
      EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
    });
  });

  it('goes there at once where trying again is no use', async () => {
    const { create, put, pass, delivered, failures } = account();
    failures.push(new ApiError('AccessDeniedException', 'No.', 403));
    await create({ Targets: [withDeadLetters] });
    put();
    await pass(60);
    expect(times(delivered)).toEqual([0, 0]);
  });

  it('is lost without a dead-letter queue, and where that one takes nothing', async () => {
    const { create, put, pass, delivered, failures } = account();
    const denied = () => new ApiError('AccessDeniedException', 'No.', 403);
    failures.push(denied(), denied(), denied());
    await create();
    put();
    await pass(1);
    expect(delivered).toHaveLength(1);
    await create({ Targets: [withDeadLetters] });
    put();
    await pass(60);
    expect(delivered).toHaveLength(3);
  });
});

describe('a rule on a schedule', () => {
  it('comes round at its rate, one interval after it is made', async () => {
    const { create, pass, delivered } = account();
    await create({ EventPattern: undefined, ScheduleExpression: 'rate(5 minutes)' });
    await pass(11 * 60);
    expect(delivered).toMatchObject([
      {
        at: 300_000,
        event: {
          source: 'aws.events',
          'detail-type': 'Scheduled Event',
          time: '2026-01-05T09:05:00Z',
          resources: ['arn:aws:events:eu-west-1:111122223333:rule/Chat-Rule-1A2B'],
          detail: {},
        },
      },
      { at: 600_000 },
    ]);
  });

  it('comes round by cron, in UTC', async () => {
    const { create, pass, delivered } = account();
    await create({ EventPattern: undefined, ScheduleExpression: 'cron(30 9 * * ? *)' });
    await pass(3600);
    expect(delivered.map(({ at }) => at)).toEqual([1_800_000]);
  });

  it('is silent while it is off, and when it is gone', async () => {
    const { create, events, pass, delivered } = account();
    const scheduled = { EventPattern: undefined, ScheduleExpression: 'rate(1 minute)' };
    const physical = await create(scheduled);
    await pass(60);
    const previous = rule(scheduled);
    await events.provider.update({ physical, previous, next: { ...previous, State: 'DISABLED' } }, context);
    await pass(600);
    expect(delivered).toHaveLength(1);
    await events.provider.update({ physical, previous, next: previous }, context);
    await pass(60);
    await events.provider.remove(physical, previous, context);
    await pass(600);
    expect(delivered).toHaveLength(2);
  });

  it('does not come round on a bus of its own', async () => {
    const { create, type } = account();
    await type('EventBus').create({ Name: 'ours' }, context);
    await expect(create({ EventBusName: 'ours', ScheduleExpression: 'rate(1 minute)' })).rejects.toThrow(
      'ScheduleExpression is supported only on the default event bus.',
    );
  });
});

describe('a disabled rule', () => {
  it('gets no events', async () => {
    const { create, put, pass, delivered } = account();
    await create({ State: 'DISABLED' });
    put();
    await pass(1);
    expect(delivered).toEqual([]);
  });
});

describe('a bus of its own', () => {
  it('has rules of its own', async () => {
    const { type, create, put, pass, call, delivered } = account();
    const made = await type('EventBus').create({ Name: 'ours' }, context);
    expect(made).toEqual({
      id: 'ours',
      attributes: { Arn: 'arn:aws:events:eu-west-1:111122223333:event-bus/ours', Name: 'ours' },
    });
    const physical = await create({
      EventBusName: made.attributes.Arn,
      EventPattern: { source: ['shop', event.source] },
    });
    expect(physical).toEqual({
      id: 'ours|Chat-Rule-1A2B',
      attributes: { Arn: 'arn:aws:events:eu-west-1:111122223333:rule/ours/Chat-Rule-1A2B' },
    });
    put();
    await call({ Entries: [{ Source: 'shop', DetailType: 'Sold', Detail: '{"n":1}', EventBusName: 'ours' }] });
    await pass(1);
    expect(delivered).toMatchObject([{ event: { source: 'shop', 'detail-type': 'Sold', detail: { n: 1 } } }]);
    await expect(type('EventBus').remove(made, { Name: 'ours' }, context)).rejects.toThrow('since it has rules');
  });

  it('is the only one of its name', async () => {
    const { type } = account();
    await expect(type('EventBus').create({ Name: 'default' }, context)).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
    });
  });
});

describe('PutEvents', () => {
  const entry = { Source: 'shop', DetailType: 'Sold', Detail: '{"n":1}' };

  it('answers every entry on its own', async () => {
    const { call, create, pass, delivered } = account();
    await create({ EventPattern: { source: ['shop'] } });
    const answer = await call({
      Entries: [
        { ...entry, Resources: ['arn:x'], Time: Date.UTC(2026, 0, 1) / 1000 },
        { ...entry, Detail: '[1]' },
        { ...entry, Source: undefined },
        { ...entry, Source: 'aws.ec2' },
      ],
    });
    expect(answer).toEqual({
      FailedEntryCount: 3,
      Entries: [
        { EventId: 'id of event 1' },
        { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
        expect.objectContaining({ ErrorCode: 'InvalidArgument' }),
        { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
      ],
    });
    await pass(1);
    expect(delivered).toMatchObject([{ event: { time: '2026-01-01T00:00:00Z', resources: ['arn:x'] } }]);
  });

  it('takes one to ten entries', async () => {
    const { call } = account();
    await expect(call({ Entries: [] })).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(call({ Entries: Array.from({ length: 11 }, () => entry) })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });

  it.each([
    ['a bus that does not exist', { Entries: [{ ...entry, EventBusName: 'nowhere' }] }, 'the bus nowhere'],
    ['an endpoint', { Entries: [entry], EndpointId: 'e' }, 'EndpointId of events:PutEvents'],
    ['a trace', { Entries: [{ ...entry, TraceHeader: 't' }] }, 'Entries.0.TraceHeader of events:PutEvents'],
  ])('stops by name at %s', async (_, input, message) => {
    await expect(account().call(input)).rejects.toThrow(message);
  });

  it('needs permission for each bus', () => {
    const { events } = account();
    const Entries = [entry, { ...entry, EventBusName: 'ours' }];
    expect(events.permissions('PutEvents', { Entries })).toEqual([
      {
        action: 'events:PutEvents',
        resource: 'arn:aws:events:eu-west-1:111122223333:event-bus/default',
        context: { 'events:source': ['shop'], 'events:detail-type': ['Sold'] },
      },
      expect.objectContaining({ resource: 'arn:aws:events:eu-west-1:111122223333:event-bus/ours' }),
    ]);
  });

  it('is the only operation', async () => {
    const { events } = account();
    await expect(events.api('PutRule', {}, caller)).rejects.toThrow('events:PutRule is not emulated');
  });
});
