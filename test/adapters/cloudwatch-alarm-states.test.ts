import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchAlarmStates } from '../../lib/adapters/cloudwatch-alarm-states';
import { loopback, type Loopback, type Reply } from './loopback';

let server: Loopback | undefined;
let client: CloudWatchClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function alarmStates(reply: Reply = { body: '{}' }): Promise<CloudWatchAlarmStates> {
  server = await loopback(() => ({ ...reply, headers: { 'content-type': 'application/x-amz-json-1.0' } }));
  client = new CloudWatchClient(server.client);
  return new CloudWatchAlarmStates(client);
}

const sent = () => JSON.parse(server?.seen[0]?.body ?? '') as { readonly StateReason: string };

describe('an alarm that is rung', () => {
  it('is red, and says why', async () => {
    const states = await alarmStates();
    await states.ring('chat-regression', 'Sluice: errors of release d-1');
    expect(server?.seen[0]?.headers['x-amz-target']).toMatch(/\.SetAlarmState$/);
    expect(sent()).toEqual({
      ...{ AlarmName: 'chat-regression', StateValue: 'ALARM', StateReason: 'Sluice: errors of release d-1' },
    });
  });

  it.each([
    [1023, 'x'.repeat(1023)],
    [1024, `${'x'.repeat(1022)}…`],
  ])('has as much of a reason as CloudWatch takes: of %d characters', async (length, expected) => {
    const states = await alarmStates();
    await states.ring('chat-regression', 'x'.repeat(length));
    expect(sent().StateReason).toBe(expected);
  });

  it.each(['ResourceNotFound', 'AccessDeniedException', 'ThrottlingException'])(
    'is an error where CloudWatch does not make it so: %s',
    async (type) => {
      const states = await alarmStates({ status: 400, body: JSON.stringify({ __type: type, message: 'No.' }) });
      await expect(states.ring('chat-regression', 'why')).rejects.toMatchObject({ name: type, message: 'No.' });
      // By whoever calls, again with the next look: nobody waits here.
      expect(server?.seen).toHaveLength(1);
    },
  );
});
