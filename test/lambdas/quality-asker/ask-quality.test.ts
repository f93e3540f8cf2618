import { createHash } from 'node:crypto';
import { STSClient } from '@aws-sdk/client-sts';
import { askQuality } from '../../../lambdas/quality-asker/ask-quality';
import { loopback, type Loopback, type Reply } from '../../adapters/loopback';
import { InMemoryScores } from '../../domain/gates/quality/in-memory-scores';
import { qualityGate } from '../../domain/gates/quality/quality-release';

const KEYS =
  '<Credentials><AccessKeyId>RELEASE</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken></Credentials>';
const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>${KEYS}</AssumeRoleResult></AssumeRoleResponse>`;

const request = {
  name: 'quality',
  release: { id: 'd-1', functionName: 'chat', deploymentGroup: 'chat-live', blue: '7', green: '8' },
  releaseRoleArn: 'arn:aws:iam::123456789012:role/sluice/main/chat',
};

let server: Loopback;
let sts: STSClient;
let gate: object;
/** By version: what its code is, and how it replies. */
let code: Record<string, string>;
let says: (version: string, question: string) => string;
let judged: Reply | undefined;
const environment = { ...process.env };
const now = () => 2000;
const scores = () => new InMemoryScores();

beforeEach(async () => {
  gate = qualityGate({ judge: { kind: 'offline' } });
  code = { '7': 'blue', '8': 'green' };
  says = (_, question) => `The series ${/series (\S+)\?/.exec(question)?.[1] ?? ''} has 12 volumes and is complete.`;
  judged = undefined;
  server = await loopback(({ method, url, body }) => {
    const version = /Qualifier=(\d+)/.exec(url)?.[1] ?? '';
    if (url.includes('/configuration')) return { body: JSON.stringify({ CodeSha256: code[version] ?? 'judge' }) };
    if (url.includes('/functions/') && version === '') return judged ?? { status: 500, body: '{}' };
    if (url.includes('/functions/')) {
      const { message } = JSON.parse(body) as { readonly message: string };
      return { body: JSON.stringify({ reply: says(version, message) }) };
    }
    if (method === 'GET') return { body: text() };
    return { headers: { 'content-type': 'text/xml' }, body: ASSUMED };
  });
  sts = new STSClient(server.client);
  process.env.AWS_ENDPOINT_URL = server.url;
  process.env.AWS_REGION = 'us-east-1';
});

afterEach(async () => {
  process.env = { ...environment };
  sts.destroy();
  await server.close();
});

const logAnswer = jest.fn();
const text = () => JSON.stringify({ schema: 1, gates: [gate] });
/** The file as its manifest has it. */
const gateFile = () => ({
  bucket: 'assets',
  key: 'gates.json',
  sha256: createHash('sha256').update(text()).digest('hex'),
});
const ask = (change: object = {}, store = scores()) =>
  askQuality(
    { ...request, gateFile: gateFile(), ...change },
    { sts, scores: store, logAnswer, now, random: () => 0, wait: () => Promise.resolve() },
  );

describe('the asker of a quality gate', () => {
  it('throws, and asks nothing, where the file has changed since it was shipped', async () => {
    const shipped = gateFile();
    gate = { ...gate, margin: 2 };
    await expect(ask({ gateFile: shipped })).rejects.toThrow('is not the one that the release shipped');
    expect(server.seen.filter(({ url }) => url.includes('/functions/'))).toEqual([]);
    expect(new URLSearchParams(server.seen[0]?.body).get('ExternalId')).toBe('chat-live/chat');
  });

  it('asks both versions by their numbers, by the role of the release and nothing else', async () => {
    const { name, verdict, notDone } = await ask();
    expect([name, verdict.outcome, notDone]).toEqual(['quality', 'pass', undefined]);
    const own = server.seen.filter(({ url }) => url.includes('/functions/'));
    expect(own.every(({ headers }) => String(headers.authorization).includes('Credential=RELEASE/'))).toBe(true);
    const asked = own.map(({ url }) =>
      /functions\/chat\/\w+\?Qualifier=[78]$/.exec(url)?.[0].replace('functions/', ''),
    );
    expect([...new Set(asked)].sort()).toEqual([
      'chat/configuration?Qualifier=7',
      'chat/configuration?Qualifier=8',
      'chat/invocations?Qualifier=7',
      'chat/invocations?Qualifier=8',
    ]);
  });

  it('knows a version again by its code, whatever its number is', async () => {
    const store = scores();
    says = (version, question) => (version === '8' || version === '9' ? `${question} 12 volumes, complete.` : question);
    await ask({}, store);
    const shelves = [...store.shelves.keys()].filter((shelf) => shelf.startsWith('scores'));
    expect(shelves).toHaveLength(2);
    code = { '8': 'green', '9': 'newer' };
    await ask({ release: { ...request.release, id: 'd-2', blue: '8', green: '9' } }, store);
    expect([...store.shelves.keys()].filter((shelf) => shelf.startsWith('scores'))).toEqual(
      expect.arrayContaining(shelves),
    );
    expect([...store.shelves.keys()].filter((shelf) => shelf.startsWith('scores')).length).toBeLessThanOrEqual(3);
  });

  it('is inconclusive where a function that judges cannot be reached', async () => {
    gate = qualityGate();
    const { verdict } = await ask({ functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:judge' });
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reasons: [{ code: 'judge-unavailable' }] });
  });

  it('fails where there is no version to compare with', async () => {
    const { verdict } = await ask({ release: { ...request.release, blue: undefined } });
    expect(verdict).toMatchObject({ outcome: 'fail', reasons: [{ code: 'no-blue' }] });
  });

  it.each<[string, object, string]>([
    ['the gate is another one', { name: 'health' }, 'has no quality gate health'],
    ['the manifest names no judge', {}, 'names no function that judges'],
    ['the request is none', { name: '' }, 'The request to ask a gate cannot be understood'],
  ])('throws where %s', async (_, change, says_) => {
    gate = qualityGate();
    await expect(ask(change)).rejects.toThrow(says_);
  });
});
