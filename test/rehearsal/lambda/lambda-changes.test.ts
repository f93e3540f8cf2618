import { lambdaApi } from '../../../lib/rehearsal/lambda/lambda-api';
import { lambdaProtocol } from '../../../lib/rehearsal/lambda/lambda-protocol';
import { Account } from './account';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/Operator' };

let account: Account;

beforeEach(async () => {
  account = new Account();
  await account.open();
  account.create('exports.handler = async () => 1;');
  const { registry } = account.lambda;
  registry.publish('fn');
  registry.update('fn', { ...registry.version('fn', '$LATEST').configuration, timeoutMs: 9000 });
  registry.publish('fn');
  registry.putAlias('fn', { name: 'live', version: '1', additional: { version: '2', weight: 0.1 } });
});

afterEach(() => account.close());

async function call(method: string, path: string, body?: object): Promise<unknown> {
  const sent = Buffer.from(body === undefined ? '' : JSON.stringify(body));
  const request = { method, path: `/2015-03-31/functions/${path}`, headers: {}, body: sent };
  const { operation, input } = lambdaProtocol.read(request, caller);
  const answer = lambdaProtocol.answer(await lambdaApi(account.lambda)(operation, input, caller), operation);
  return JSON.parse(answer.body);
}

const weights = (AdditionalVersionWeights: object) => ({ RoutingConfig: { AdditionalVersionWeights } });

describe('an alias that is changed by hand', () => {
  const live = () => account.lambda.registry.alias('fn', 'live');

  it.each([
    ['its version alone', { FunctionVersion: '1' }, { version: '1', additional: { version: '2', weight: 0.1 } }],
    ['no share for a second version', weights({}), { version: '1' }],
    ['another share', weights({ 2: 0.5 }), { version: '1', additional: { version: '2', weight: 0.5 } }],
    ['another version, alone', { FunctionVersion: '2', ...weights({}) }, { version: '2' }],
  ])('has what is sent, and keeps what is not: %s', async (_, sent, expected) => {
    const answer = await call('PUT', 'fn/aliases/live', sent);
    expect(live()).toEqual({ name: 'live', ...expected });
    expect(answer).toEqual(await call('GET', 'fn/aliases/live'));
  });

  it.each([
    [
      { FunctionVersion: '2', ...weights({ 2: 0.1 }) },
      'Invalid function version 2. Function version 2 is already included in routing configuration.',
    ],
    [weights({ 2: 0.1, 3: 0.1 }), 'Number of items in AdditionalVersionWeights cannot be greater than 1'],
    [
      { FunctionVersion: '$LATEST', ...weights({ 2: 0.1 }) },
      '$LATEST is not supported for an alias pointing to more than 1 version',
    ],
  ])('is refused in the words of AWS: %j', async (sent, message) => {
    await expect(call('PUT', 'fn/aliases/live', sent)).rejects.toMatchObject({ message });
    expect(live()).toMatchObject({ version: '1', additional: { version: '2' } });
  });

  it.each([
    ['fn/aliases/other', { FunctionVersion: '1' }, 'Cannot find alias arn:'],
    ['fn/aliases/live', { FunctionVersion: '7' }, 'Function not found:'],
  ])('has to be there, and so has its version: %s', async (path, sent, message) => {
    await expect(call('PUT', path, sent)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('a version that is deleted by hand', () => {
  it('is gone, unless an alias leads to it', async () => {
    await call('PUT', 'fn/aliases/live', { FunctionVersion: '2', ...weights({}) });
    await expect(call('DELETE', 'fn?Qualifier=2')).rejects.toMatchObject({ code: 'ResourceConflictException' });
    await call('DELETE', 'fn?Qualifier=1');
    expect(account.lambda.registry.versions('fn').map(({ version }) => version)).toEqual(['2']);
  });

  it('is not a whole function: that stops by name', async () => {
    await expect(call('DELETE', 'fn')).rejects.toThrow('Deleting a function, where the call names no version of it,');
  });
});
