import { STSClient } from '@aws-sdk/client-sts';
import { askGates } from '../../../lambdas/traffic-hook/ask-gates';
import type { Phase } from '../../../lib/domain/gate/gate-definition';
import { loopback, type Loopback, type Reply } from '../../adapters/loopback';
import { releaseIn } from '../../domain/release/example-release';

const KEYS =
  '<Credentials><AccessKeyId>RELEASE</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken></Credentials>';

const health = (name: string, phase: string) => ({
  name,
  phase,
  kind: 'health',
  probe: { kind: 'event', event: name },
  passes: 1,
  withinSeconds: 5,
});
const gates = [health('first', 'before-traffic'), health('second', 'before-traffic'), health('after', 'after-traffic')];

let server: Loopback;
let sts: STSClient;
let lambda: (event: unknown) => Reply;
const environment = { ...process.env };

beforeEach(async () => {
  lambda = () => ({ body: 'null' });
  server = await loopback(({ method, url, body }) => {
    if (url.includes('/functions/')) return lambda(JSON.parse(body));
    if (method === 'GET') return { body: JSON.stringify({ schema: 1, gates }) };
    const answer = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>${KEYS}</AssumeRoleResult></AssumeRoleResponse>`;
    return { headers: { 'content-type': 'text/xml' }, body: answer };
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

const ask = (phase: Phase) =>
  askGates({
    manifest: {
      schema: 1,
      gates: { bucket: 'assets', key: 'gates.json' },
      releaseRoleArn: 'arn:aws:iam::123456789012:role/sluice/main/chat',
      alarms: {},
    },
    release: releaseIn({}),
    phase,
    sts,
    now: () => 2000,
  });

describe("a release's gates", () => {
  it.each([
    ['before-traffic', ['first', 'second']],
    ['after-traffic', ['after']],
  ] as const)('are asked in their own phase, in the order of their file: %s', async (phase, names) => {
    const records = await ask(phase);
    expect(records.map(({ name, phase: asked, verdict }) => [name, asked, verdict.outcome])).toEqual(
      names.map((name) => [name, phase, 'pass']),
    );
    expect(records.map(({ at }) => at)).toEqual(names.map(() => 2000));
  });

  it('call the green version, by the role of the release and nothing else', async () => {
    await ask('after-traffic');
    const own = server.seen.filter(({ headers }) => !String(headers.authorization).includes('Credential=test/'));
    expect(own.map(({ method, url }) => `${method} ${url.replace(/\?x-id=.*/, '')}`)).toEqual([
      'GET /assets/gates.json',
      'POST /2015-03-31/functions/chat/invocations?Qualifier=8',
    ]);
    expect(own.every(({ headers }) => String(headers.authorization).includes('Credential=RELEASE/'))).toBe(true);
  });

  it('each say what they saw, and none keeps another from its answer', async () => {
    const headers = { 'x-amz-function-error': 'Unhandled' };
    lambda = (event) => (event === 'first' ? { headers, body: '{"errorMessage":"no table"}' } : { body: 'null' });
    const records = await ask('before-traffic');
    expect(records.map(({ verdict }) => verdict.outcome)).toEqual(['fail', 'pass']);
    expect(records[0]?.verdict.reasons).toEqual([{ code: 'probe-failed', message: 'Probe 1 of 1 failed: no table.' }]);
  });

  it('try each call once', async () => {
    lambda = () => ({ status: 500, body: '{}' });
    await ask('after-traffic');
    expect(server.seen.filter(({ url }) => url.includes('/functions/'))).toHaveLength(1);
  });
});
