import { Account, POST, START } from './account';

let account: Account;

beforeEach(async () => {
  account = new Account();
  await account.open();
});

afterEach(() => account.close());

describe('a handler', () => {
  it('gets its event and gives its result', async () => {
    account.create('exports.handler = async (event) => ({ doubled: event.n * 2 });');
    await expect(account.invoke({ n: 21 })).resolves.toEqual({
      executedVersion: '$LATEST',
      payload: { doubled: 42 },
      failed: false,
      durationMs: 1,
    });
  });

  it.each([
    ['nothing', 'async () => undefined', null],
    ['null', 'async () => null', null],
    ['a result without a promise', '() => 7', 7],
  ])('may give %s', async (_, handler, payload) => {
    account.create(`exports.handler = ${handler};`);
    await expect(account.invoke()).resolves.toMatchObject({ payload, failed: false });
  });

  it.each([
    ['an error', "new TypeError('no such thing')", 'TypeError', 'no such thing'],
    ['an error of its own', "Object.assign(new Error('gone'), { name: 'NotFound' })", 'NotFound', 'gone'],
    ['a text', "'no'", 'Error', 'no'],
  ])('fails by throwing %s', async (_, thrown, errorType, errorMessage) => {
    account.create(`exports.handler = async () => { throw ${thrown}; };`);
    await expect(account.invoke()).resolves.toMatchObject({ failed: true, payload: { errorType, errorMessage } });
  });

  it('fails by throwing before it waits for anything', async () => {
    account.create("exports.handler = () => { throw new Error('at once'); };");
    await expect(account.invoke()).resolves.toMatchObject({ failed: true, payload: { errorMessage: 'at once' } });
  });

  it.each([
    ['that throws before it waits', '() => {'],
    ['that throws while it waits', 'async () => { await 1;'],
  ])('%s shows its own files as Lambda has them, and none of this machine', async (_, begins) => {
    account.create(`exports.handler = ${begins} throw new Error('no ' + __filename); };`);
    const { payload } = await account.invoke();
    const { errorMessage, trace } = payload as { readonly errorMessage: string; readonly trace: readonly string[] };
    expect(errorMessage).toBe('no /var/task/index.js');
    expect(trace[1]).toMatch(/^ {4}at .*\/var\/task\/index\.js:1:\d+\)?$/);
    expect(trace.join('\n')).not.toContain('handler-thread');
  });

  it('logs stacks as Lambda has them, and what is said after them', async () => {
    account.create("exports.handler = () => { console.log(new Error('no'), 'and\\nmore'); };");
    await account.invoke();
    const [logged = ''] = account.logs;
    expect(logged).toMatch(/^Error: no\n {4}at [^\n]*\/var\/task\/index\.js:1:\d+\)? and\nmore$/);
    expect(logged).not.toContain('handler-thread');
  });

  it('fails where its result is no JSON', async () => {
    account.create('exports.handler = async () => 1n;');
    await expect(account.invoke()).resolves.toMatchObject({ failed: true, payload: { errorType: 'TypeError' } });
  });

  it.each([
    ['a syntax error', 'exports.handler = async ( => 1;', /Unexpected token|Malformed/],
    ['an error while it is loaded', "throw new Error('no configuration');", /no configuration/],
    ['another export', 'exports.other = async () => 1;', /handler is undefined or not exported/],
    ['an export that is no function', 'exports.handler = 1;', /handler is undefined or not exported/],
    ['an end of its own process', 'process.exit(1);', /Runtime exited/],
    ['a promise nobody handles', "Promise.reject(new Error('lost')); exports.handler = async () => 1;", /lost/],
    ['a module that is missing', "require('nobody'); exports.handler = async () => 1;", /Cannot find module 'nobody'/],
  ])('fails at every invocation where its bundle has %s', async (_, bundle, message) => {
    account.create(bundle);
    for (let time = 0; time < 2; time++) {
      await expect(account.invoke()).resolves.toMatchObject({
        failed: true,
        payload: { errorMessage: expect.stringMatching(message) as string },
      });
    }
  });

  it('is the export that the function names', async () => {
    account.create('exports.other = async () => 1;', { handler: 'index.other' });
    await expect(account.invoke()).resolves.toMatchObject({ payload: 1 });
  });

  it('knows the invocation by its context', async () => {
    account.create(
      `exports.handler = async (_, context) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        return { ...context, remaining: context.getRemainingTimeInMillis() };
      };`,
      { memoryMb: 512 },
    );
    const { registry } = account.lambda;
    registry.putAlias('fn', { name: 'live', version: registry.publish('fn') });
    const clientContext = Buffer.from('{"custom":{"rehearsal":"yes"}}').toString('base64');

    const { payload } = await account.invoke({}, { qualifier: 'live', clientContext });

    expect(payload).toMatchObject({
      functionName: 'fn',
      functionVersion: '1',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:fn:live',
      memoryLimitInMB: '512',
      awsRequestId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      logGroupName: '/aws/lambda/fn',
      clientContext: { custom: { rehearsal: 'yes' } },
      remaining: 2500,
    });
  });

  it('has its own environment variables and those of Lambda, and none of this machine', async () => {
    account.create('exports.handler = async () => process.env;', { environment: { TABLE: 'ledger' } });
    const { payload } = await account.invoke();
    expect(payload).toMatchObject({
      TABLE: 'ledger',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'fn',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_ACCESS_KEY_ID: 'key of arn:aws:iam::111122223333:role/fn',
    });
    expect(payload).not.toHaveProperty('PATH');
    expect(payload).not.toHaveProperty('HOME');
  });

  it('says nothing of a timer that it clears and never set', async () => {
    account.create('exports.handler = async () => { clearTimeout(-1); clearTimeout(setTimeout(() => {}, 10)); };');
    await expect(account.invoke()).resolves.toMatchObject({ failed: false });
    expect(account.logs).toEqual([]);
  });

  it('says what it logs', async () => {
    account.create(`exports.handler = async () => {
      console.log('n is %d', 3, { deep: [1] });
      console.error(new Error('look').message);
    };`);
    await account.invoke();
    expect(account.logs).toEqual(['n is 3 { deep: [ 1 ] }', 'look']);
  });
});

describe('the time of a handler', () => {
  it('is virtual, by every clock it has', async () => {
    account.create(`exports.handler = async () => {
      const before = [Date.now(), performance.now(), process.hrtime.bigint()];
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return {
        before: before[0],
        date: new Date().toISOString(),
        now: Date.now() - before[0],
        performance: Math.round(performance.now() - before[1]),
        hrtime: String(process.hrtime.bigint() - before[2]),
      };
    };`);
    await account.simulation.run(() => account.simulation.sleep(60_000));
    await expect(account.invoke()).resolves.toMatchObject({
      durationMs: 1500,
      payload: {
        before: START + 60_000,
        date: '2026-01-05T09:01:01.500Z',
        now: 1500,
        performance: 1500,
        hrtime: '1500000000',
      },
    });
  });

  it('goes on between two invocations of the same environment', async () => {
    account.create('exports.handler = async () => Date.now();');
    await account.invoke();
    await account.simulation.run(() => account.simulation.sleep(3_600_000));
    await expect(account.invoke()).resolves.toMatchObject({ payload: START + 3_600_001 });
  });

  it('takes no real time', async () => {
    const before = performance.now();
    account.create('exports.handler = () => new Promise((resolve) => setTimeout(resolve, 850_000));', {
      timeoutMs: 900_000,
    });
    await expect(account.invoke()).resolves.toMatchObject({ durationMs: 850_000, failed: false });
    expect(performance.now() - before).toBeLessThan(30_000);
  });

  it('fires timers in their order, and only those that were not cleared', async () => {
    account.create(`exports.handler = () => new Promise((resolve) => {
      const seen = [];
      const start = Date.now();
      const note = (what) => seen.push(what + ' ' + (Date.now() - start));
      setTimeout(() => note('late'), 310);
      setTimeout(() => note('early'), 100);
      clearTimeout(setTimeout(() => note('never'), 200));
      const every = setInterval(() => note('every'), 150);
      setTimeout(() => { clearInterval(every); resolve(seen); }, 500);
    });`);
    await expect(account.invoke()).resolves.toMatchObject({
      payload: ['early 100', 'every 150', 'every 300', 'late 310', 'every 450'],
      durationMs: 500,
    });
  });

  it('lets `AbortSignal.timeout` end a call that is not answered in time', async () => {
    await account.close();
    account = new Account({ callMs: 60_000 });
    await account.open();
    account.create(`exports.handler = async () => {
      const start = Date.now();
      try {
        await fetch(process.env.AWS_ENDPOINT_URL, { signal: AbortSignal.timeout(2000) });
      } catch (error) {
        return [error.name, Date.now() - start];
      }
    };`);
    await expect(account.invoke()).resolves.toMatchObject({ payload: ['TimeoutError', 2000], durationMs: 2000 });
  });
});

describe('the chance of a handler', () => {
  const DRAW = `exports.handler = async () => ({
    random: Math.random(),
    uuid: require('node:crypto').randomUUID(),
    web: crypto.randomUUID(),
    bytes: require('node:crypto').randomBytes(8).toString('hex'),
    values: Array.from(crypto.getRandomValues(new Uint8Array(8))),
  });`;

  it('is the same in every rehearsal with the same seed', async () => {
    const other = new Account();
    await other.open();
    account.create(DRAW);
    other.create(DRAW);
    const { payload } = await account.invoke();
    const repeated = await other.invoke();
    await other.close();
    expect(repeated.payload).toEqual(payload);
    expect(payload).toMatchObject({
      uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/) as string,
    });
  });

  it('is another with every invocation', async () => {
    account.create(DRAW);
    const first = (await account.invoke()).payload as { readonly uuid: string; readonly random: number };
    const second = (await account.invoke()).payload as { readonly uuid: string; readonly random: number };
    expect(second.uuid).not.toBe(first.uuid);
    expect(second.random).not.toBe(first.random);
  });
});

describe('the timeout of a function', () => {
  const HANG = `let count = 0;
    exports.handler = (event) => { count += 1; return event.hang ? new Promise(() => {}) : Promise.resolve(count); };`;

  it('ends a handler that hangs, at its virtual time', async () => {
    account.create(HANG, { timeoutMs: 7000 });
    await expect(account.invoke({ hang: true })).resolves.toEqual({
      executedVersion: '$LATEST',
      failed: true,
      durationMs: 7000,
      payload: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 7.00 seconds', trace: [] },
    });
    expect(account.now()).toBe(7000);
  });

  it('replaces the environment of a handler that hangs', async () => {
    account.create(HANG);
    await expect(account.invoke()).resolves.toMatchObject({ payload: 1 });
    await account.invoke({ hang: true });
    await expect(account.invoke()).resolves.toMatchObject({ payload: 1, failed: false });
  });

  it('ends a handler that waits too long for a call, whose answer then reaches nobody', async () => {
    await account.close();
    account = new Account({ callMs: 5000 });
    await account.open();
    account.create(`${POST} exports.handler = () => post('slow');`);
    await expect(account.invoke()).resolves.toMatchObject({ failed: true, durationMs: 3000 });
    await account.simulation.run(() => account.simulation.sleep(10_000));
    expect(account.calls.map(({ at }) => at)).toEqual([5000]);
  });

  it('does not end a handler that is done just in time', async () => {
    account.create('exports.handler = () => new Promise((resolve) => setTimeout(resolve, 2999));');
    await expect(account.invoke()).resolves.toMatchObject({ failed: false, durationMs: 2999 });
  });
});

describe('an environment', () => {
  const COUNT = `let count = 0;
    exports.handler = async (event) => {
      count += 1;
      await new Promise((resolve) => setTimeout(resolve, event.ms ?? 0));
      return process.env.MARK ? process.env.MARK + count : count;
    };`;

  it('is kept for the next invocation, with all it remembers', async () => {
    account.create(COUNT);
    const results = [await account.invoke(), await account.invoke(), await account.invoke()];
    expect(results.map(({ payload }) => payload)).toEqual([1, 2, 3]);
  });

  it('runs one invocation at a time: a second one at the same time starts another', async () => {
    account.create(COUNT);
    const results = await account.simulation.run(() =>
      Promise.all([account.begin({ ms: 200 }), account.begin({ ms: 100 })]),
    );
    expect(results.map(({ payload }) => payload)).toEqual(['1', '1']);
    await expect(account.invoke()).resolves.toMatchObject({ payload: 2 });
  });

  it('belongs to one version', async () => {
    account.create(COUNT);
    const { registry } = account.lambda;
    const first = registry.publish('fn');
    await account.invoke({}, { qualifier: first });
    registry.update('fn', account.configuration(COUNT));
    const second = registry.publish('fn');
    await expect(account.invoke({}, { qualifier: second })).resolves.toMatchObject({ payload: 1 });
    await expect(account.invoke({}, { qualifier: first })).resolves.toMatchObject({ payload: 2 });
  });

  it('is not used any more when the code of the function changed', async () => {
    account.create(COUNT);
    await account.invoke();
    account.lambda.registry.update('fn', account.configuration('exports.handler = async () => "new";'));
    await expect(account.invoke()).resolves.toMatchObject({ payload: 'new' });
  });

  it('is not used any more when the configuration of the function changed', async () => {
    const configuration = account.configuration(COUNT, { environment: { MARK: 'old' } });
    account.lambda.registry.create('fn', configuration);
    await expect(account.invoke()).resolves.toMatchObject({ payload: 'old1' });
    account.lambda.registry.update('fn', { ...configuration, environment: { MARK: 'new' } });
    await expect(account.invoke()).resolves.toMatchObject({ payload: 'new1' });
  });

  it('ends with its version', async () => {
    account.create(COUNT);
    const version = account.lambda.registry.publish('fn');
    await account.invoke({}, { qualifier: version });
    await account.simulation.run(() => account.lambda.removeVersion('fn', version));
    const invoked = account.simulation.run(() => account.begin({}, { qualifier: version }));
    await expect(invoked).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it.each([
    ['a promise nobody handles is rejected', "Promise.reject(new Error('lost'));"],
    ['a timer throws', "setTimeout(() => { throw new Error('lost'); }, 10);"],
  ])('is replaced when it breaks down because %s', async (_, breakDown) => {
    account.create(`let count = 0;
      exports.handler = (event) => {
        count += 1;
        if (!event.breakDown) return Promise.resolve(count);
        ${breakDown}
        return new Promise(() => {});
      };`);
    await account.invoke();
    await expect(account.invoke({ breakDown: true })).resolves.toMatchObject({
      failed: true,
      payload: { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('lost') as string },
    });
    await expect(account.invoke()).resolves.toMatchObject({ failed: false, payload: 1 });
  });

  it('is replaced when something that an invocation left undone breaks it down later', async () => {
    account.create(`${POST} let count = 0;
      exports.handler = async (event) => {
        count += 1;
        if (event.breakDown) void post('answered after 10 ms').then(() => { throw new Error('lost'); });
        await new Promise((resolve) => setTimeout(resolve, 5));
        return count;
      };`);
    await expect(account.invoke({ breakDown: true })).resolves.toMatchObject({ failed: false, payload: 1 });
    await account.simulation.run(() => account.simulation.sleep(1000));
    await expect(account.invoke()).resolves.toMatchObject({ failed: false, payload: 1 });
  });
});
