import { LambdaClient } from '@aws-sdk/client-lambda';
import { callFunction } from '../../lib/adapters/lambda-green';
import { loopback, type Loopback, type Reply } from './loopback';

const green = { functionName: 'chat', version: '8', releaseId: 'd-1' };
const asGate = { gate: 'health', timeoutMs: 5000 };

let server: Loopback | undefined;
let client: LambdaClient | undefined;

/** A call of green, answered so. */
async function callTo(reply: Reply | undefined, now: () => number = () => 0) {
  server = await loopback(() => reply);
  client = new LambdaClient(server.client);
  return callFunction(client, green, now);
}

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

describe('a call of the green version', () => {
  it('goes to the version and not to an alias, with the event as it is', async () => {
    const call = await callTo({ body: 'null' });
    await call({ message: 'grüß dich' }, asGate);
    expect(server?.seen).toHaveLength(1);
    expect(server?.seen[0]).toMatchObject({
      method: 'POST',
      url: '/2015-03-31/functions/chat/invocations?Qualifier=8',
      body: '{"message":"grüß dich"}',
    });
  });

  it('says in the client context which release and which gate it comes from', async () => {
    const call = await callTo({ body: 'null' });
    await call(null, asGate);
    const context = Buffer.from(String(server?.seen[0]?.headers['x-amz-client-context']), 'base64').toString('utf8');
    expect(JSON.parse(context)).toEqual({ custom: { sluice: { release: 'd-1', gate: 'health' } } });
  });

  it('has the payload and the time between call and answer', async () => {
    const times = [1000, 1250];
    const call = await callTo({ body: '{"statusCode":200}' }, () => times.shift() ?? 0);
    expect(await call(null, asGate)).toEqual({ kind: 'answered', payload: { statusCode: 200 }, latencyMs: 250 });
  });

  it('takes an empty payload for null', async () => {
    const call = await callTo({ body: '' });
    expect(await call(null, asGate)).toMatchObject({ kind: 'answered', payload: null });
  });

  it.each([
    ['{"errorType":"TypeError","errorMessage":"x is not a function"}', 'TypeError: x is not a function'],
    ['{"errorMessage":"Task timed out after 3.00 seconds"}', 'Task timed out after 3.00 seconds'],
    ['{"reason":"odd"}', '{"reason":"odd"}'],
    ['null', 'null'],
  ])('is an error of the function where Lambda says so: %s', async (body, message) => {
    const call = await callTo({ headers: { 'x-amz-function-error': 'Unhandled' }, body });
    expect(await call(null, asGate)).toMatchObject({ kind: 'function-error', message });
  });

  it('keeps so much of what a function threw as a reason has room for', async () => {
    const body = JSON.stringify({ errorMessage: '漢'.repeat(500_000) });
    const call = await callTo({ headers: { 'x-amz-function-error': 'Unhandled' }, body });
    expect(await call(null, asGate)).toMatchObject({ message: `${'漢'.repeat(799)}…` });
  });

  it('is a timeout where no answer comes within the time', async () => {
    const call = await callTo(undefined);
    expect(await call(null, { ...asGate, timeoutMs: 50 })).toMatchObject({ kind: 'timeout' });
  });

  it('is a timeout where the answer comes too late by the clock', async () => {
    const times = [0, 5001];
    const call = await callTo({ body: 'null' }, () => times.shift() ?? 0);
    expect(await call(null, asGate)).toEqual({ kind: 'timeout', latencyMs: 5001 });
  });

  it('may have a part of a millisecond as its time', async () => {
    const call = await callTo({ body: 'null' });
    expect(await call(null, { ...asGate, timeoutMs: 1004.9999999999999 })).toMatchObject({ kind: 'answered' });
  });

  it('is unreachable where Lambda refuses it, with what Lambda says, and is not tried again', async () => {
    const body = JSON.stringify({ Type: 'User', Message: 'Function not found: chat:8' });
    const headers = { 'x-amzn-errortype': 'ResourceNotFoundException' };
    const call = await callTo({ status: 404, headers, body });
    const answer = await call(null, asGate);
    expect(answer).toMatchObject({ kind: 'unreachable' });
    expect(JSON.stringify(answer)).toContain('ResourceNotFoundException');
    expect(server?.seen).toHaveLength(1);
  });

  it('is unreachable where nobody listens', async () => {
    const call = await callTo({});
    await server?.close();
    server = undefined;
    expect(await call(null, asGate)).toMatchObject({ kind: 'unreachable' });
  });
});
