import { lambdaApi } from '../../../lib/rehearsal/lambda/lambda-api';
import { lambdaProtocol } from '../../../lib/rehearsal/lambda/lambda-protocol';
import { Account } from './account';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/Operator' };

let account: Account;

beforeEach(async () => {
  account = new Account();
  await account.open();
  account.create('exports.handler = async () => 1;');
});

afterEach(() => account.close());

async function get(path: string): Promise<unknown> {
  const request = { method: 'GET', path: `/2015-03-31/functions/${path}`, headers: {}, body: Buffer.alloc(0) };
  const { operation, input } = lambdaProtocol.read(request, caller);
  const answer = lambdaProtocol.answer(await lambdaApi(account.lambda)(operation, input, caller), operation);
  return JSON.parse(answer.body);
}

describe('Lambda’s API, where it looks at functions', () => {
  it('tells an alias with the share of its second version', async () => {
    const { registry } = account.lambda;
    const version = registry.publish('fn');
    registry.putAlias('fn', { name: 'live', version, additional: { version: '$LATEST', weight: 0.1 } });
    await expect(get('fn/aliases/live')).resolves.toMatchObject({
      Name: 'live',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: { $LATEST: 0.1 } },
    });
    await expect(get('fn?Qualifier=live')).resolves.toMatchObject({ Configuration: { Version: '1' } });
  });

  it('lists the versions, $LATEST first, and page by page', async () => {
    account.lambda.registry.publish('fn');
    const page = { NextMarker: '1', Versions: [{ Version: '$LATEST' }] };
    await expect(get('fn/versions?MaxItems=1')).resolves.toMatchObject(page);
    const rest = await get('fn/versions?Marker=1');
    expect(rest).toMatchObject({ Versions: [{ Version: '1' }] });
    expect(rest).not.toHaveProperty('NextMarker');
  });

  it('tells the configuration of a function', async () => {
    await expect(get('fn/configuration')).resolves.toMatchObject({
      FunctionName: 'fn',
      Version: '$LATEST',
      State: 'Active',
    });
  });

  it.each(['fn/aliases/none', 'none/aliases/live', 'none', 'fn?Qualifier=7'])('finds nothing at %s', async (path) => {
    await expect(get(path)).rejects.toMatchObject({ code: 'ResourceNotFoundException', statusCode: 404 });
  });

  it('stops by name at a path that is not emulated', () => {
    const request = { method: 'GET', path: '/2015-03-31/functions/fn/policy', headers: {}, body: Buffer.alloc(0) };
    expect(() => lambdaProtocol.read(request, caller)).toThrow(
      'lambda: GET /2015-03-31/functions/fn/policy is not emulated',
    );
  });
});
