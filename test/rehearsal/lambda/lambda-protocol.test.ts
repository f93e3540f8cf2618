import { type WireResponse } from '../../../lib/rehearsal/kernel/wire';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { lambdaApi, lambdaPermissions } from '../../../lib/rehearsal/lambda/lambda-api';
import { lambdaProtocol } from '../../../lib/rehearsal/lambda/lambda-protocol';
import { Account, PLACE } from './account';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };

let account: Account;

beforeEach(async () => {
  account = new Account();
  await account.open();
  account.create(`exports.handler = async (event, context) => {
    console.log(JSON.stringify({ event, context: context.clientContext ?? null }));
    if (event.fail) throw new Error('no');
    return { got: event };
  };`);
  const { registry } = account.lambda;
  registry.putAlias('fn', { name: 'live', version: registry.publish('fn') });
});

afterEach(() => account.close());

function send(path: string, body = '', headers: Record<string, string> = {}, method = 'POST'): Promise<WireResponse> {
  const request = { method, path, headers, body: Buffer.from(body) };
  return account.simulation.run(async () => {
    const call = lambdaProtocol.read(request, caller);
    try {
      return lambdaProtocol.answer(await lambdaApi(account.lambda)(call.operation, call.input, caller), call.operation);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return lambdaProtocol.refuse(error);
    }
  });
}

const invocations = (name: string) => `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;

describe('`Invoke` over the wire', () => {
  it('gives the result and the version that ran', async () => {
    await expect(send(`${invocations('fn')}?Qualifier=live`, '{"n":1}')).resolves.toEqual({
      status: 200,
      headers: { 'content-type': 'application/json', 'x-amz-executed-version': '1' },
      body: '{"got":{"n":1}}',
    });
  });

  it.each(['fn:1', 'arn:aws:lambda:eu-west-1:111122223333:function:fn:1'])('takes the name %s', async (name) => {
    await expect(send(invocations(name), '{}')).resolves.toMatchObject({ headers: { 'x-amz-executed-version': '1' } });
  });

  it('takes nothing for an empty event', async () => {
    await expect(send(invocations('fn'))).resolves.toMatchObject({ body: '{"got":{}}' });
  });

  it('says that the function failed, with the status of success', async () => {
    await expect(send(invocations('fn'), '{"fail":true}')).resolves.toMatchObject({
      status: 200,
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: expect.stringContaining('"errorMessage":"no"') as string,
    });
  });

  it('hands on the client context', async () => {
    const clientContext = Buffer.from('{"custom":{"rehearsal":"yes"}}').toString('base64');
    await send(invocations('fn'), '{}', { 'x-amz-client-context': clientContext });
    expect(account.logs).toEqual(['{"event":{},"context":{"custom":{"rehearsal":"yes"}}}']);
  });

  it('accepts an event at once, and runs it afterwards', async () => {
    await expect(send(invocations('fn'), '{"n":1}', { 'x-amz-invocation-type': 'Event' })).resolves.toEqual({
      status: 202,
      headers: {},
      body: '',
    });
    expect(account.logs).toEqual(['{"event":{"n":1},"context":null}']);
  });

  it.each([
    ['a function', invocations('nobody'), 'function:nobody'],
    ['a version', `${invocations('fn')}?Qualifier=9`, 'function:fn:9'],
    ['an alias', `${invocations('fn')}?Qualifier=beta`, 'function:fn:beta'],
  ])("answers with AWS's error where there is no such thing: %s", async (_, path, arn) => {
    const { status, headers, body } = await send(path, '{}');
    expect(status).toBe(404);
    expect(headers).toMatchObject({ 'x-amzn-errortype': 'ResourceNotFoundException' });
    expect(JSON.parse(body)).toMatchObject({ Type: 'User', Message: expect.stringContaining(arn) as string });
  });

  it("answers with AWS's error to an event for a function that does not exist", async () => {
    await expect(send(invocations('nobody'), '{}', { 'x-amz-invocation-type': 'Event' })).resolves.toMatchObject({
      status: 404,
    });
  });
});

describe('the API of Lambda', () => {
  it.each([
    ['GET', '/2015-03-31/functions/fn/concurrency', {}, 'lambda: GET /2015-03-31/functions/fn/concurrency'],
    ['PUT', '/2015-03-31/functions/fn/configuration', {}, 'lambda: PUT /2015-03-31/functions/fn/configuration'],
    ['GET', '/2015-03-31/functions/fn/invocations', {}, 'lambda: GET /2015-03-31/functions/fn/invocations'],
    [
      'POST',
      '/2015-03-31/functions/fn/invocations',
      { 'x-amz-invocation-type': 'DryRun' },
      'InvocationType of lambda:Invoke ("DryRun")',
    ],
  ])('stops by name at %s %s %j', async (method, path, headers, what) => {
    await expect(send(path, '{}', headers as Record<string, string>, method)).rejects.toMatchObject({
      code: 'NOT_EMULATED',
      what,
    });
  });
});

it.each([
  [{ FunctionName: 'fn' }, 'function:fn'],
  [{ FunctionName: 'fn', Qualifier: '3' }, 'function:fn:3'],
  [{ FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:fn:live' }, 'function:fn:live'],
])('needs a permission on the function as it is called: %j', (input, resource) => {
  expect(lambdaPermissions(PLACE)('Invoke', input)).toEqual([
    { action: 'lambda:InvokeFunction', resource: `arn:aws:lambda:eu-west-1:111122223333:${resource}` },
  ]);
});
