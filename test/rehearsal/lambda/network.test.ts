import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import { MOST_CONNECTED } from '../../../lib/rehearsal/lambda/environment-pool';
import { Account, POST, withAccount } from './account';

let account: Account;

beforeEach(async () => {
  account = new Account();
  await account.open();
});

afterEach(() => account.close());

/** What reached the endpoint: the address outside of AWS, or the path, with the body. */
function reached(): readonly string[] {
  return account.calls.map(({ request: { method, path, headers, body } }) =>
    `${method} ${headers['x-rehearsal-outside'] ?? path} ${body.toString('utf8')}`.trim(),
  );
}

/** Says whether its call went by a connection that an earlier one had left open. */
const KEEPS = `
const http = require('node:http');
const agent = new http.Agent({ keepAlive: true });
exports.handler = () => new Promise((resolve, reject) => {
  const asked = http.get(process.env.AWS_ENDPOINT_URL, { agent }, (answer) =>
    answer.resume().on('end', () => resolve(asked.reusedSocket))).on('error', reject);
});`;

describe('the connections of an environment', () => {
  const reuses = async (functionName: string) => (await account.invoke({}, { functionName })).payload;

  it('are kept while it is among those that were used last, and made anew once it is not', async () => {
    const others = Array.from({ length: MOST_CONNECTED }, (_, index) => `other-${index}`);
    for (const name of ['fn', ...others]) account.create(KEEPS, {}, name);
    await expect(reuses('fn')).resolves.toBe(false);

    for (const name of others.slice(1)) await reuses(name);
    await expect(reuses('fn')).resolves.toBe(true);

    for (const name of others) await reuses(name);
    await expect(reuses('fn')).resolves.toBe(false);
    await expect(reuses('fn')).resolves.toBe(true);
    await expect(reuses(others.at(-1)!)).resolves.toBe(true);
  });
});

describe('calls to AWS', () => {
  it('are answered by the endpoint, after their virtual time', async () => {
    account.create(`${POST} exports.handler = async () => [await post('a'), await post('b')];`);
    await expect(account.invoke()).resolves.toMatchObject({ payload: ['answer to a', 'answer to b'], durationMs: 20 });
    expect(account.calls.map(({ at }) => at)).toEqual([10, 20]);
  });

  it('may be made by `fetch`', async () => {
    account.create(`exports.handler = async () => {
      const answer = await fetch(process.env.AWS_ENDPOINT_URL + '/a?b=c', { method: 'POST', body: 'text' });
      return [answer.status, answer.ok, await answer.text()];
    };`);
    await expect(account.invoke()).resolves.toMatchObject({ payload: [200, true, 'answer to text'], durationMs: 10 });
    expect(reached()).toEqual(['POST /a?b=c text']);
  });

  it('say which environment they come from', async () => {
    account.create(`${POST} exports.handler = () => post('a');`);
    const { registry } = account.lambda;
    const version = registry.publish('fn');
    await account.invoke({}, { qualifier: version });
    expect(account.calls[0]!.request.headers).toMatchObject({ 'x-rehearsal-environment': 'fn:1#1' });
  });

  it.each([
    ['as they are', "['a', 'b', 'c', 'd']"],
    ['backwards', "['d', 'c', 'b', 'a']"],
    ['mixed', "['c', 'a', 'd', 'b']"],
  ])('are taken side by side in the order of what they say, whatever order they were sent in: %s', async (_, texts) => {
    account.create(
      `${POST} exports.handler = () => Promise.all(${texts}.map(post)).then((answers) => answers.sort());`,
    );
    await expect(account.invoke()).resolves.toMatchObject({
      payload: ['answer to a', 'answer to b', 'answer to c', 'answer to d'],
      durationMs: 10,
    });
    expect(reached()).toEqual(['POST / a', 'POST / b', 'POST / c', 'POST / d']);
  });

  it('let the handler go on in the order of their answers, one by one', async () => {
    account.create(`${POST} exports.handler = async () => {
      const seen = [];
      await Promise.all(['b', 'a', 'c'].map(async (text) => { await post(text); seen.push(text); }));
      return seen;
    };`);
    await expect(account.invoke()).resolves.toMatchObject({ payload: ['a', 'b', 'c'] });
  });

  it('are not answered any more when the handler gave up', async () => {
    await withAccount({ callMs: 1000 }, async (patient) => {
      patient.create(`${POST} let given = 0;
        exports.handler = async () => {
          const request = http.request(process.env.AWS_ENDPOINT_URL, { method: 'POST' });
          request.on('response', () => (given += 1));
          request.on('error', () => undefined);
          request.end('too slow');
          await new Promise((resolve) => setTimeout(resolve, 100));
          request.destroy();
          await new Promise((resolve) => setTimeout(resolve, 100));
          return given;
        };`);
      for (let time = 0; time < 5; time++) {
        await expect(patient.invoke()).resolves.toMatchObject({ payload: 0, durationMs: 200 });
        await patient.simulation.run(() => patient.simulation.sleep(5000));
      }
      expect(patient.calls).toHaveLength(5);
    });
  });

  it('that nobody waits for go on with the next invocation', async () => {
    account.create(`${POST} let answered = 0;
      exports.handler = async (event) => {
        if (event.leave) void post('left').then(() => (answered += 1));
        else await post('waited for');
        return answered;
      };`);
    await expect(account.invoke({ leave: true })).resolves.toMatchObject({ payload: 0, durationMs: 1 });
    await account.invoke();
    await expect(account.invoke()).resolves.toMatchObject({ payload: 1 });
  });
});

describe('calls that leave AWS', () => {
  it.each([
    ['`fetch`', "fetch('https://hooks.slack.example/services/T00?x=1', { method: 'POST', body: 'hello' })"],
    [
      '`https.request` of an address',
      "ask(require('node:https').request, 'https://hooks.slack.example/services/T00?x=1', { method: 'POST' })",
    ],
    [
      '`https.request` of options',
      "ask(require('node:https').request, { hostname: 'hooks.slack.example', path: '/services/T00?x=1', method: 'POST', agent: new (require('node:https').Agent)() })",
    ],
  ])('are caught with their real address: %s', async (_, call) => {
    account.create(`
      const ask = (request, ...args) => new Promise((resolve, reject) => {
        const sent = request(...args, (response) => {
          let text = '';
          response.on('data', (part) => (text += part));
          response.on('end', () => resolve({ status: response.statusCode, text: async () => text }));
        });
        sent.on('error', reject);
        sent.end('hello');
      });
      exports.handler = async () => { const answer = await ${call}; return [answer.status, await answer.text()]; };`);
    await expect(account.invoke()).resolves.toMatchObject({ payload: [200, 'answer to hello'], durationMs: 10 });
    expect(reached()).toEqual(['POST https://hooks.slack.example/services/T00?x=1 hello']);
  });

  it('keep their port', async () => {
    account.create(`exports.handler = () => new Promise((resolve) => {
      require('node:http').get('http://shop.example:8080/stock', (response) => {
        response.resume();
        response.on('end', () => resolve(null));
      });
    });`);
    await account.invoke();
    expect(reached()).toEqual(['GET http://shop.example:8080/stock']);
  });

  it('include calls to other ports of this machine', async () => {
    account.create("exports.handler = async () => (await fetch('http://127.0.0.1:1/admin')).status;");
    await account.invoke();
    expect(reached()).toEqual(['GET http://127.0.0.1:1/admin']);
  });
});

describe('connections that are not HTTP', () => {
  it.each([
    ["require('node:net').connect(5432, 'database.example')", 'database.example:5432'],
    ["require('node:net').connect({ host: 'cache.example', port: 6379 })", 'cache.example:6379'],
    ["require('node:tls').connect({ host: 'queue.example', port: 5671 })", 'queue.example:5671'],
    ["new (require('node:net').Socket)().connect(25, 'mail.example')", 'mail.example:25'],
    ["require('node:net').connect(22)", 'localhost:22'],
  ])('stop the rehearsal by name: %s', async (call, address) => {
    account.create(`exports.handler = async () => { ${call}; };`);
    const invoked = account.invoke();
    await expect(invoked).rejects.toBeInstanceOf(NotEmulated);
    await expect(invoked).rejects.toThrow(
      new RegExp(`^A connection that is not HTTP \\(to ${address}\\) is not emulated\\. Met in fn:\\$LATEST@\\w+\\.`),
    );
  });

  it('stop it while a bundle is loaded too', async () => {
    account.create("require('node:net').connect(5432, 'database.example'); exports.handler = async () => 1;");
    await expect(account.invoke()).rejects.toThrow('(to database.example:5432) is not emulated');
  });

  it('stop it whatever the handler makes of the error', async () => {
    account.create(`exports.handler = async () => {
      try { require('node:net').connect(5432, 'database.example'); } catch { return 'fine'; }
    };`);
    await expect(account.invoke()).rejects.toThrow('(to database.example:5432) is not emulated');
  });

  it('stop it after a call and a timer as well', async () => {
    account.create(`${POST} exports.handler = async () => {
      await post('a');
      await new Promise((resolve) => setTimeout(resolve, 10));
      require('node:net').connect(5432, 'database.example');
    };`);
    await expect(account.invoke()).rejects.toThrow('(to database.example:5432) is not emulated');
  });
});
