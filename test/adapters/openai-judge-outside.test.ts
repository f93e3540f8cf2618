import { checkedLookup, type Resolve } from '../../lib/adapters/checked-lookup';
import { openAiJudge, type OpenAiJudgeSettings } from '../../lib/adapters/openai-judge';
import { noScore } from '../../lib/domain/judge/judge-port';
import { Secret } from '../../lib/domain/secret/secret';
import { requestOf } from '../domain/judge/known-judges';
import { MALFORMED, PLANT, PLANTED } from '../planted-secret';
import { loopback, toLoopback, type Loopback } from './loopback';

let server: Loopback | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const request = requestOf({ question: 'How long?', answer: '30 days.' });
const choices = [{ finish_reason: 'stop', message: { content: '{"reason":"Right.","score":5}' } }];
const scored = () => ({ body: JSON.stringify({ choices }) });
const portOf = ({ url }: Loopback) => new URL(url).port;

async function ask(settings: Partial<OpenAiJudgeSettings>, resolve?: Resolve) {
  const { allowPrivateNetwork = false } = settings;
  const lookup = resolve && checkedLookup(resolve, { allowPrivateNetwork });
  const judge = openAiJudge(
    { baseUrl: 'https://judge.test', model: 'judge', ...settings },
    { now: () => 0, ...(lookup ? { lookup } : {}) },
  );
  const answer = await judge(request, { timeoutMs: 5000 });
  return answer.kind === 'scored' ? answer.kind : answer.problem;
}

describe('the endpoint of a judge', () => {
  it.each([
    ...['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '017700000001', '0.0.0.0', '0'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]', '127.0.0.1.'],
  ])('is never called on this machine, whatever is allowed: %s', async (host) => {
    server = await loopback(scored);
    const said = await ask({ baseUrl: `http://${host}:${portOf(server)}/v1`, allowPrivateNetwork: true });
    expect(said).toMatch(/must not be called/);
    expect(server.seen).toEqual([]);
  });

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '[::ffff:169.254.169.254]',
    '2852039166',
  ])('is never called where metadata and credentials are: %s', async (host) => {
    const allowed = { allowPrivateNetwork: true };
    expect(await ask({ ...allowed, baseUrl: `http://${host}/latest` })).toMatch(/must not be called/);
    const address = new URL(`http://${host}`).hostname.replace(/[[\]]/g, '');
    const resolve: Resolve = () => Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
    expect(await ask({ ...allowed, baseUrl: 'http://judge.test' }, resolve)).toMatch(/^http.*must not be called\.$/);
  });

  it.each(['10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1', 'fd12::1'])(
    'is called in a private network only where that is allowed: %s',
    async (address) => {
      const resolve: Resolve = () => Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
      expect(await ask({ baseUrl: 'https://judge.test' }, resolve)).toContain('allowPrivateNetwork');
      const found = await new Promise((settle) => {
        checkedLookup(resolve, { allowPrivateNetwork: true })('judge.test', {}, (error, one) => {
          settle(error ?? one);
        });
      });
      expect(found).toBe(address);
    },
  );

  it('is called by plain HTTP only where that is allowed', async () => {
    expect(await ask({ baseUrl: 'http://judge.test' }, () => Promise.reject(new Error('asked')))).toMatch(
      /must begin with https:\/\/.*allowPrivateNetwork/,
    );
  });

  it('is called by none of its addresses where one of them must not be called', async () => {
    const resolve: Resolve = () =>
      Promise.resolve([
        { address: '192.0.2.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    expect(await ask({}, resolve)).toContain('judge.test leads to 127.0.0.1 is loopback');
  });

  it('is connected to by the address that was checked: its name is asked for once for a connection', async () => {
    server = await loopback(scored);
    const asked: string[] = [];
    const resolve: Resolve = (hostname) => {
      asked.push(hostname);
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    };
    const lookup = checkedLookup(resolve, { allowPrivateNetwork: true });
    const judge = openAiJudge(
      { baseUrl: `http://judge.test:${portOf(server)}`, model: 'judge', allowPrivateNetwork: true },
      { now: () => 0, lookup },
    );
    expect(await judge(request, { timeoutMs: 5000 })).toMatchObject({ kind: 'unavailable' });
    expect(asked).toEqual(['judge.test']);
    expect(server.seen).toEqual([]);
    const trusted = openAiJudge(
      { baseUrl: `http://judge.test:${portOf(server)}`, model: 'judge', allowPrivateNetwork: true },
      { now: () => 0, lookup: toLoopback },
    );
    expect(await trusted(request, { timeoutMs: 5000 })).toMatchObject({ kind: 'scored' });
    expect(server.seen).toHaveLength(1);
  });

  it('is not followed to another address, which would get the key and the data', async () => {
    server = await loopback(() => ({ status: 307, headers: { location: 'http://169.254.169.254/latest' } }));
    const judge = openAiJudge(
      { baseUrl: `http://judge.test:${portOf(server)}`, model: 'judge', allowPrivateNetwork: true },
      { now: () => 0, lookup: toLoopback },
    );
    expect(await judge(request, { timeoutMs: 5000 })).toMatchObject({
      problem: expect.stringContaining('answered 307') as string,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('is read no further than an answer can be long', async () => {
    server = await loopback(() => ({ body: 'x'.repeat(3 * 1024 * 1024) }));
    const judge = openAiJudge(
      { baseUrl: `http://judge.test:${portOf(server)}`, model: 'judge', allowPrivateNetwork: true },
      { now: () => 0, lookup: toLoopback },
    );
    expect(await judge(request, { timeoutMs: 5000 })).toMatchObject({
      kind: 'unavailable',
      problem: expect.stringContaining('the answer has more than 1048576 bytes') as string,
    });
  });
});

describe('the key of a judge', () => {
  it.each(MALFORMED)('is in none of its answers: one that %s', async (_, value) => {
    const apiKey = new Secret(value, 'The API key');
    server = await loopback(({ headers: { authorization } }) => ({
      status: 401,
      body: `Unknown: ${authorization}`,
    }));
    const baseUrl = server.url.replace('127.0.0.1', 'judge.test');
    const settings = { baseUrl, model: 'judge', apiKey, allowPrivateNetwork: true };
    const judge = openAiJudge(settings, { now: () => 0, lookup: toLoopback });
    const answer = await judge(requestOf({ question: 'How long?', answer: '30 days.' }), { timeoutMs: 5000 });
    expect(answer.kind).toBe('unavailable');
    expect(JSON.stringify([answer, noScore(answer)])).not.toMatch(PLANT);
  });

  const reason = '{"reason":"Its key is Bearer PLANTED0a1b2c3d4e5f.","score":5}';
  const choices = [{ finish_reason: 'stop', message: { content: reason } }];

  it.each([
    ['beside its refusal', 401, `Incorrect API key: ${PLANTED}.`],
    ['where the refusal is cut', 401, `${'x'.repeat(290)}${PLANTED}`],
    ['in the reason of its score', 200, JSON.stringify({ choices })],
    ['in prose', 200, JSON.stringify({ choices: [{ finish_reason: 'stop', message: { content: PLANTED } }] })],
    ['in a refusal of the model', 200, JSON.stringify({ choices: [{ message: { refusal: PLANTED } }] })],
  ])('is in none of its answers where the endpoint repeats it: %s', async (_, status, body) => {
    const apiKey = new Secret(`${PLANTED}\n`, 'The API key');
    server = await loopback(() => ({ status, body }));
    const baseUrl = server.url.replace('127.0.0.1', 'judge.test');
    const settings = { baseUrl, model: 'judge', apiKey, allowPrivateNetwork: true };
    const judge = openAiJudge(settings, { now: () => 0, lookup: toLoopback });
    const answer = await judge(requestOf({ question: 'How long?', answer: '30 days.' }), { timeoutMs: 5000 });
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${PLANTED}`);
    expect(JSON.stringify(answer)).not.toContain(PLANTED.slice(0, 10));
  });
});
