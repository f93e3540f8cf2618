import { createHash } from 'node:crypto';
import { STSClient } from '@aws-sdk/client-sts';
import { askGate } from '../../../lambdas/gate-asker/ask-gate';
import { loopback, type Loopback, type Reply } from '../../adapters/loopback';

const KEYS =
  '<Credentials><AccessKeyId>RELEASE</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken></Credentials>';
const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>${KEYS}</AssumeRoleResult></AssumeRoleResponse>`;

const health = (name: string) => ({
  name,
  phase: 'before-traffic',
  kind: 'health',
  probe: { kind: 'event', event: name },
  passes: 1,
  withinSeconds: 5,
});
const request = {
  name: 'second',
  release: { id: 'd-1', functionName: 'chat', deploymentGroup: 'chat-live', blue: '7', green: '8' },
  releaseRoleArn: 'arn:aws:iam::123456789012:role/sluice/main/chat',
};

let server: Loopback;
let sts: STSClient;
let lambda: (event: unknown) => Reply;
let file: Reply;
let role: Reply;
const environment = { ...process.env };

beforeEach(async () => {
  lambda = () => ({ body: 'null' });
  file = { body: JSON.stringify({ schema: 1, gates: [health('first'), health('second')] }) };
  role = { headers: { 'content-type': 'text/xml' }, body: ASSUMED };
  server = await loopback(({ method, url, body }) => {
    if (url.includes('/functions/')) return lambda(JSON.parse(body));
    return method === 'GET' ? file : role;
  });
  sts = new STSClient(server.client);
  // The clients that act by the release's role are made inside, and find their endpoint and region here.
  process.env.AWS_ENDPOINT_URL = server.url;
  process.env.AWS_REGION = 'us-east-1';
});

afterEach(async () => {
  process.env = { ...environment };
  sts.destroy();
  await server.close();
});

/** The file as its manifest has it. */
const gateFile = () => ({
  bucket: 'assets',
  key: 'gates.json',
  sha256: createHash('sha256')
    .update(file.body ?? '')
    .digest('hex'),
});
const logAnswer = jest.fn();
const ask = (change: object = {}) =>
  askGate({ ...request, gateFile: gateFile(), ...change }, { sts, logAnswer, now: () => 2000 });
const calls = () => server.seen.filter(({ url }) => url.includes('/functions/'));

describe('the asker of a gate', () => {
  it('says in its log what the gate answered, and how long it took', async () => {
    const { verdict } = await ask();
    expect(logAnswer).toHaveBeenLastCalledWith(expect.objectContaining({ name: 'second' }), verdict, 0);
  });

  it('asks the gate of that name, and no other', async () => {
    const { name, verdict } = await ask();
    expect([name, verdict.outcome]).toEqual(['second', 'pass']);
    expect(calls().map(({ body }) => JSON.parse(body) as unknown)).toEqual(['second']);
  });

  it('calls the green version, by the role of the release and nothing else', async () => {
    await ask();
    const own = server.seen.filter(({ headers }) => !String(headers.authorization).includes('Credential=test/'));
    expect(own.map(({ method, url }) => `${method} ${url.replace(/\?x-id=.*/, '')}`)).toEqual([
      'GET /assets/gates.json',
      'POST /2015-03-31/functions/chat/invocations?Qualifier=8',
    ]);
    expect(own.every(({ headers }) => String(headers.authorization).includes('Credential=RELEASE/'))).toBe(true);
  });

  it('asks the squad’s own function where the gate is one, by the role of the release', async () => {
    const own = { name: 'second', phase: 'before-traffic', kind: 'function', withinSeconds: 5 };
    file = { body: JSON.stringify({ schema: 1, gates: [own] }) };
    const evidence = { source: 'own', sampleSize: 1, windowMs: 1, figures: {} };
    const verdict = { outcome: 'inconclusive', reasons: [{ code: 'later', message: 'Ask later.' }], evidence };
    lambda = () => ({ body: JSON.stringify(verdict) });
    const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:own';
    expect(await ask({ functionArn })).toEqual({ name: 'second', verdict });
    const [call, ...more] = calls();
    expect(more).toEqual([]);
    expect(decodeURIComponent(call?.url ?? '')).toBe(`/2015-03-31/functions/${functionArn}/invocations`);
    expect(String(call?.headers.authorization)).toContain('Credential=RELEASE/');
    expect(JSON.parse(call?.body ?? '')).toEqual({
      ...{
        schema: 1,
        gate: 'second',
        phase: 'before-traffic',
        release: { id: 'd-1', functionName: 'chat', blue: '7', green: '8' },
      },
    });
  });

  it('fails a gate of the squad’s own for which the manifest names no function', async () => {
    const own = { name: 'second', phase: 'before-traffic', kind: 'function', withinSeconds: 5 };
    file = { body: JSON.stringify({ schema: 1, gates: [own] }) };
    expect((await ask()).verdict).toMatchObject({ outcome: 'fail', reasons: [{ code: 'gate-broke' }] });
    expect(calls()).toEqual([]);
  });

  it('calls both versions where the gate compares them', async () => {
    const suite = { effects: 'none', conversations: [{ key: 'a', turns: [{ event: 1, expect: { a: 1 } }] }] };
    const contract = { kind: 'contract', name: 'second', phase: 'before-traffic', suite, allow: 'nothing' };
    file = { body: JSON.stringify({ schema: 1, gates: [{ ...contract, concurrency: 1, withinSeconds: 5 }] }) };
    expect((await ask()).verdict.outcome).toBe('pass');
    expect(calls().map(({ url }) => url.split('?')[1])).toEqual(['Qualifier=7', 'Qualifier=8']);
  });

  it.each([
    [1, 200 * 1024],
    [20, (200 * 1024) / 20],
    [undefined, (200 * 1024) / 50],
  ])('answers no more than the part of a gate, where its phase has so many: %s', async (gates, most) => {
    const own = { name: 'second', phase: 'before-traffic', kind: 'function', withinSeconds: 5 };
    file = { body: JSON.stringify({ schema: 1, gates: [own] }) };
    const reasons = Array.from({ length: 3000 }, () => ({ code: 'x', message: '漢'.repeat(50) }));
    const evidence = { source: '🐙'.repeat(75_000), sampleSize: 1, windowMs: 1, figures: {} };
    lambda = () => ({ body: JSON.stringify({ outcome: 'pass', reasons, evidence }) });
    const answer = await ask({ functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:own', gates });
    expect(answer.verdict.outcome).toBe('pass');
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(most);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeGreaterThan(most / 2);
    expect(answer.verdict.reasons.at(-1)?.code).toBe('cut-to-size');
  });

  it('says what it saw, after one try', async () => {
    lambda = () => ({ headers: { 'x-amz-function-error': 'Unhandled' }, body: '{"errorMessage":"no table"}' });
    expect((await ask()).verdict).toMatchObject({
      outcome: 'fail',
      reasons: [{ code: 'probe-failed', message: 'Probe 1 of 1 failed: no table.' }],
    });
    lambda = () => ({ status: 500, body: '{}' });
    expect((await ask()).verdict.outcome).toBe('fail');
    expect(calls()).toHaveLength(2);
  });

  it('throws where the file has no such gate, and says which it has', async () => {
    await expect(ask({ name: 'third' })).rejects.toThrow('The file of gates has no gate third; it has first, second.');
    expect(calls()).toEqual([]);
  });

  it.each<[string, () => void]>([
    [
      'the role cannot be assumed',
      () => {
        role = { status: 403, headers: { 'content-type': 'text/xml' }, body: '<ErrorResponse/>' };
      },
    ],
    [
      'the file is not there',
      () => {
        file = { status: 404, headers: { 'content-type': 'text/xml' }, body: '<Error><Code>NoSuchKey</Code></Error>' };
      },
    ],
    [
      'the file is no file of gates',
      () => {
        file = { body: '{"schema":1,"gates":[{"kind":"horoscope"}]}' };
      },
    ],
  ])('throws, and asks nothing, where %s', async (_, plant) => {
    plant();
    await expect(ask()).rejects.toThrow();
    expect(calls()).toEqual([]);
  });

  it('throws, and asks nothing, where the file has changed since it was shipped', async () => {
    const shipped = gateFile();
    file = { body: JSON.stringify({ schema: 1, gates: [{ ...health('second'), passes: 2 }] }) };
    await expect(ask({ gateFile: shipped })).rejects.toThrow('is not the one that the release shipped');
    expect(calls()).toEqual([]);
  });

  it('takes the role in the name of the release’s group and function', async () => {
    await ask();
    expect(new URLSearchParams(server.seen[0]?.body).get('ExternalId')).toBe('chat-live/chat');
  });

  it.each<[string, object]>([
    ['no name', { name: '' }],
    ['no version', { release: { id: 'd-1', functionName: 'chat' } }],
    ['more than that', { hookExecutionId: 'secret' }],
  ])('refuses a request with %s', async (_, change) => {
    await expect(ask(change)).rejects.toThrow('The request to ask a gate cannot be understood');
    expect(server.seen).toEqual([]);
  });
});
