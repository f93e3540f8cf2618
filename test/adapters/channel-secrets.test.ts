import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { ChannelSecrets, UnusableSecret } from '../../lib/adapters/channel-secrets';
import { allOf, PLANT, PLANTED } from '../planted-secret';
import { loopback, type Loopback, type Reply } from './loopback';

const headers = { 'content-type': 'application/x-amz-json-1.1' };
const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function secretsOf(answer: () => Reply, now: () => number = () => 0) {
  const server: Loopback = await loopback(() => ({ headers, ...answer() }));
  const [parameters, secrets] = [new SSMClient(server.client), new SecretsManagerClient(server.client)];
  closing.push(
    () => {
      parameters.destroy();
      secrets.destroy();
    },
    () => server.close(),
  );
  return { server, of: new ChannelSecrets({ parameters, secrets, now }) };
}

const parameter = { in: 'parameter', name: '/team/slack' } as const;
const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:slack-AbCdEf';
const managed = { in: 'secret', arn } as const;
const valued = (Value: string) => ({ body: JSON.stringify({ Parameter: { Name: '/team/slack', Value } }) });
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as Error,
  );

describe('the secret of a channel', () => {
  it('is read from a parameter, decrypted, and prints as nothing but where it is', async () => {
    const { server, of } = await secretsOf(() => valued(`  ${PLANTED}\n`));
    const secret = await of.read(parameter, 'The bot token');
    expect(secret.reveal()).toBe(PLANTED);
    expect(String(secret)).toBe('(The bot token in the parameter /team/slack)');
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ Name: '/team/slack', WithDecryption: true });
  });

  it('is read from Secrets Manager, whole or by a member', async () => {
    const { of } = await secretsOf(() => ({
      body: JSON.stringify({ SecretString: JSON.stringify({ key: PLANTED }) }),
    }));
    expect((await of.read({ ...managed, field: 'key' }, 'The key')).reveal()).toBe(PLANTED);
    expect((await of.read(managed, 'The key')).reveal()).toBe(JSON.stringify({ key: PLANTED }));
  });

  it('is kept for a minute, and read again once it is forgotten', async () => {
    let at = 0;
    const { server, of } = await secretsOf(
      () => valued('xoxb-1'),
      () => at,
    );
    for (at of [0, 1000, 59_999]) await of.read(parameter, 'The bot token');
    expect(server.seen).toHaveLength(1);
    at = 60_000;
    await of.read(parameter, 'The bot token');
    of.forget();
    await of.read(parameter, 'The bot token');
    expect(server.seen).toHaveLength(3);
  });

  it.each([
    ['is not there', { status: 400, body: JSON.stringify({ __type: 'ParameterNotFound', message: PLANTED }) }],
    ['may not be read', { status: 400, body: JSON.stringify({ __type: 'AccessDeniedException', message: PLANTED }) }],
    ['is empty', valued('  ')],
  ])('is for a person where it %s', async (_, reply) => {
    const { of } = await secretsOf(() => reply);
    const error = await thrown(of.read(parameter, 'The bot token'));
    expect(error).toBeInstanceOf(UnusableSecret);
    expect(error?.message).toContain('he parameter /team/slack');
    expect(allOf(error)).not.toMatch(PLANT);
  });

  it.each([
    ['is no JSON', PLANTED],
    ['has no such member', JSON.stringify({ [PLANTED]: 'x' })],
    ['has a member that is no text', JSON.stringify({ key: { [PLANTED]: 1 } })],
    ['is null', 'null'],
  ])('is for a person, who is told nothing of it, where its member is asked for and it %s', async (_, text) => {
    const { of } = await secretsOf(() => ({ body: JSON.stringify({ SecretString: text }) }));
    const error = await thrown(of.read({ ...managed, field: 'key' }, 'The key'));
    expect(error).toBeInstanceOf(UnusableSecret);
    expect(allOf(error)).not.toMatch(PLANT);
  });

  it.each([
    ['is throttled', { status: 400, body: JSON.stringify({ __type: 'ThrottlingException', message: PLANTED }) }],
    ['cannot be understood', { body: `{"Parameter":{"Value":"${PLANTED}` }],
    ['breaks', { status: 500, body: PLANTED }],
  ])('is worth another try where reading it %s', async (_, reply) => {
    const { of } = await secretsOf(() => reply);
    const error = await thrown(of.read(parameter, 'The bot token'));
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(UnusableSecret);
    expect(allOf(error)).not.toMatch(PLANT);
  });
});
