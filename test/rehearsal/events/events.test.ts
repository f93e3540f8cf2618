import { Events, type BusEvent } from '../../../lib/rehearsal/events/events';
import { place } from '../../../lib/rehearsal/kernel/place';

const context = { stackName: 'Chat', logicalId: 'Rule', where: 'chat.json, Rule', generatedName: 'Chat-Rule-1A2B' };
const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:recorder';

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

function bus() {
  const invoked: { readonly functionArn: string; readonly event: unknown }[] = [];
  const events = new Events({
    place: place('111122223333', 'eu-west-1'),
    now: () => Date.UTC(2026, 0, 5, 9, 0, 0, 250),
    eventId: (name) => `id of ${name}`,
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
    [
      'a queue as a target',
      { Targets: [{ Arn: 'arn:aws:sqs:eu-west-1:111122223333:queue', Id: 'T' }] },
      'Targets.0.Arn',
    ],
    ['another input', { Targets: [{ Arn: functionArn, Id: 'T', Input: '{}' }] }, 'Targets.0.Input'],
    ['a schedule', { ScheduleExpression: 'rate(1 minute)' }, 'ScheduleExpression'],
    ['another bus', { EventBusName: 'ours' }, 'EventBusName'],
    ['being off', { State: 'DISABLED' }, 'State'],
    ['a filter by content', { EventPattern: { source: [{ prefix: 'aws.' }] } }, 'EventPattern'],
  ])('stops by name at %s', async (_, change, property) => {
    await expect(bus().provider.create(rule(change), context)).rejects.toThrow(`Property ${property}`);
  });
});
