import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { requests, responses } from '../../cases/lambda/payload-limits.json';
import { cases as logCases } from '../../cases/lambda/log-lines.json';
import { withAccount } from './account';

describe('the memory of a function', () => {
  const GREEDY = `let kept = [];
    exports.handler = async (event) => {
      if (event.greedy) for (;;) kept.push(new Array(10_000).fill({ n: kept.length }));
      return 'modest';
    };`;

  it('ends an invocation that wants more, and its environment, with an error', async () => {
    await withAccount({}, async (account) => {
      account.create(GREEDY);
      await expect(account.invoke()).resolves.toMatchObject({ payload: 'modest' });
      const { payload } = await account.invoke({ greedy: true });
      const { requestId, lines } = account.lambda.failedInvocations()[0]!;
      expect(payload).toMatchObject({
        errorType: 'Runtime.OutOfMemory',
        errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
      });
      expect(account.metrics).toContain('1 Errors fn = 1');
      expect(lines.at(-1)).toContain('Status: error\tError Type: Runtime.OutOfMemory');
      await expect(account.invoke()).resolves.toMatchObject({ payload: 'modest' });
    });
  });

  it('ends a function that wants more while it is loaded', async () => {
    await withAccount({}, async (account) => {
      account.create('const kept = []; for (;;) kept.push(new Array(10_000).fill({ n: kept.length }));');
      await expect(account.invoke()).resolves.toMatchObject({
        failed: true,
        payload: { errorType: 'Runtime.OutOfMemory' },
      });
    });
  });

  it('is enough where the function has more of it', async () => {
    await withAccount({}, async (account) => {
      // 160 MB: more than a function of 128 MB has, and less than one of 512 MB.
      account.create(
        'exports.handler = async () => Array.from({ length: 20_000 }, () => new Array(1000).fill({})).length;',
        {
          memoryMb: 512,
        },
      );
      await expect(account.invoke()).resolves.toMatchObject({ payload: 20_000 });
    });
  });
});

describe('a payload', () => {
  it.each(requests)('of a request ($type) may have so many bytes: $bytes', async ({ type, bytes, refusal }) => {
    await withAccount({}, async (account) => {
      account.create('exports.handler = async (event) => event.length;');
      const request = { functionName: 'fn', payload: `"${'x'.repeat(bytes - 2)}"` };
      const begun: unknown = await account.simulation
        .run(async () => {
          if (type === 'Event') account.lambda.invokeAsynchronously(request);
          else return (await account.lambda.invoke(request)).payload;
          return undefined;
        })
        .catch((error: unknown) => error);
      const { code, statusCode, message } = begun instanceof ApiError ? begun : ({} as Partial<ApiError>);
      const refused = { code: 'RequestEntityTooLargeException', statusCode: 413, message: refusal };
      expect({ code, statusCode, message }).toEqual(refusal === undefined ? {} : refused);
      expect(account.metrics.length > 0).toBe(refusal === undefined);
    });
  });

  it.each(responses)('of a response may have so many bytes: $bytes', async ({ bytes, error }) => {
    await withAccount({}, async (account) => {
      account.create(`exports.handler = async () => 'x'.repeat(${bytes - 2});`, { memoryMb: 512 });
      const { failed, payload } = await account.invoke();
      expect(failed).toBe(error !== undefined);
      expect(error ? payload : {}).toMatchObject(error ?? {});
      expect(account.metrics).toContain(`0 Errors fn = ${error ? 1 : 0}`);
    });
  });
});

describe('the log of the first invocation that failed', () => {
  it.each(logCases)('is in the shape of Lambda’s: $name', async ({ handler, lines }) => {
    await withAccount({ options: { coldStartMs: 200 } }, async (account) => {
      account.create(`exports.handler = async () => { console.log('begun'); ${handler} };`);
      const { payload } = await account.invoke();
      const stack = JSON.stringify((payload as { readonly trace: unknown }).trace);
      const [first] = account.lambda.failedInvocations();
      expect(first).toMatchObject({ functionName: 'fn', version: '$LATEST', requestId: expect.any(String) as string });
      expect(first!.lines).toEqual(
        lines.map((line) => line.replaceAll('{id}', first!.requestId).replace('{stack}', () => stack)),
      );
      expect(stack).not.toContain('sluice-lambda-');
    });
  });

  it('is the only one kept of a function, with its last 20 lines', async () => {
    await withAccount({}, async (account) => {
      account.create(`let n = 0;
        exports.handler = async () => { n += 1; for (let i = 0; i < 30; i++) console.log(n, i); throw new Error('no'); };`);
      account.create("exports.handler = async () => { throw new Error('another'); };", {}, 'other');
      for (const functionName of ['fn', 'other', 'fn']) await account.invoke({}, { functionName });
      const [first, second, ...more] = account.lambda.failedInvocations();
      expect(more).toEqual([]);
      expect(first!.lines).toHaveLength(20);
      expect(first!.lines[0]).toMatch(/INFO\t1 13$/);
      expect(second!.functionName).toBe('other');
    });
  });

  it('has nothing that the function’s role may not write', async () => {
    await withAccount({ mayLog: () => false }, async (account) => {
      account.create("exports.handler = async () => { console.log('secret'); throw new Error('no'); };");
      await account.invoke();
      expect(account.lambda.failedInvocations()[0]!.lines.join()).not.toContain('secret');
    });
  });

  it('is there for an invocation that the scenario makes fail', async () => {
    await withAccount({ fault: () => ({ kind: 'crash' }) }, async (account) => {
      account.create('exports.handler = async () => 1;');
      await account.invoke();
      expect(account.lambda.failedInvocations()[0]!.lines).toContain('Runtime.ExitError');
    });
  });
});
