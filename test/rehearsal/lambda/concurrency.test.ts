import * as fc from 'fast-check';
import { ConcurrencyLimits } from '../../../lib/rehearsal/lambda/concurrency-limits';
import type { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { lambdaApi } from '../../../lib/rehearsal/lambda/lambda-api';
import { lambdaProtocol } from '../../../lib/rehearsal/lambda/lambda-protocol';
import { cases } from '../../cases/lambda/throttling.json';
import { cases as retries } from '../../cases/lambda/asynchronous-retries.json';
import { withAccount } from './account';

const SLOW = 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 1000, "ran"));';

function refuses(limits: ConcurrencyLimits): boolean {
  try {
    limits.begin('fn');
    return false;
  } catch {
    return true;
  }
}

interface ThrottlingCase {
  readonly name: string;
  readonly account?: number;
  readonly reserved?: Readonly<Record<string, number>>;
  readonly calls: readonly string[];
  readonly expected: readonly string[];
}

describe('invocations at once', () => {
  it.each(cases as readonly ThrottlingCase[])(
    '$name',
    async ({ account: accountConcurrency = 1000, reserved = {}, calls, expected }) => {
      await withAccount({ options: { accountConcurrency } }, async (account) => {
        for (const name of new Set(calls)) {
          account.create(SLOW, {}, name);
        }
        for (const [name, concurrency] of Object.entries(reserved)) account.lambda.registry.reserve(name, concurrency);
        const ended = await account.simulation.run(() =>
          Promise.all(
            calls.map((functionName) =>
              account.begin({}, { functionName }).then(
                ({ payload }) => JSON.parse(payload) as unknown,
                (error: unknown) => (error as ApiError).members?.Reason,
              ),
            ),
          ),
        );
        expect(ended).toEqual(expected);
      });
    },
  );

  it('may begin again when others are over, however they ended', async () => {
    await withAccount({}, async (account) => {
      account.create("exports.handler = async () => { throw new Error('no'); };");
      account.lambda.registry.reserve('fn', 1);
      for (let time = 0; time < 3; time++) await expect(account.invoke()).resolves.toMatchObject({ failed: true });
    });
  });

  it('that are refused are throttles of the function and of what it was called by, and nothing else', async () => {
    await withAccount({}, async (account) => {
      account.create(SLOW);
      const { registry } = account.lambda;
      registry.putAlias('fn', { name: 'live', version: registry.publish('fn') });
      registry.reserve('fn', 0);
      await expect(account.invoke({}, { qualifier: 'live' })).rejects.toMatchObject({ statusCode: 429 });
      expect(account.metrics).toEqual(['0 Throttles fn = 1', '0 Throttles fn fn:live = 1']);
      expect(account.lambda.failedInvocations()).toEqual([]);
    });
  });

  it('hold for the calls that the workload model serves: one is over when its time is', async () => {
    const behaviour = () => ({ latencyMs: 100, fails: false });
    await withAccount({ behaviour }, async (account) => {
      account.create(SLOW);
      const { registry } = account.lambda;
      registry.putAlias('fn', { name: 'live', version: registry.publish('fn') });
      registry.reserve('fn', 2);
      const failed = () => Array.from({ length: 3 }, () => account.lambda.model('fn', 'live').failed);
      expect(failed()).toEqual([false, false, true]);
      await account.simulation.run(() => account.simulation.sleep(99));
      expect(failed()).toEqual([true, true, true]);
      await account.simulation.run(() => account.simulation.sleep(1));
      expect(failed()).toEqual([false, false, true]);
      expect(account.metrics.filter((line) => line.includes('Throttles fn fn:live'))).toHaveLength(5);
    });
  });

  it('are never more than may be, whatever begins and ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.array(fc.oneof(fc.constant('begin' as const), fc.constant('end' as const), fc.integer({ min: 1, max: 9 })), {
          maxLength: 60,
        }),
        (reserved, steps) => {
          let now = 0;
          const limits = new ConcurrencyLimits({
            accountConcurrency: 1000,
            now: () => now,
            reserved: () => reserved,
            reservedInAll: () => reserved,
          });
          const refused: boolean[] = [];
          const open: (() => void)[] = [];
          let timed: number[] = [];
          for (const step of steps) {
            now += 1;
            timed = timed.filter((end) => end > now);
            const room = open.length + timed.length < reserved;
            if (step === 'end') open.shift()?.();
            else if (!room) refused.push(refuses(limits));
            else if (step === 'begin') open.push(limits.begin('fn'));
            else {
              limits.beginUntil('fn').endAt(now + step);
              timed.push(now + step);
            }
          }
          expect(refused.every(Boolean)).toBe(true);
        },
      ),
    );
  });

  it('that are refused say why over the wire', async () => {
    await withAccount({}, async (account) => {
      account.create(SLOW);
      account.lambda.registry.reserve('fn', 0);
      const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
      const refused: unknown = await account.simulation
        .run(() => lambdaApi(account.lambda)('Invoke', { FunctionName: 'fn' }, caller))
        .catch((error: unknown) => error);
      const { status, headers, body } = lambdaProtocol.refuse(refused as ApiError);
      expect({ status, type: headers['x-amzn-errortype'] }).toEqual({ status: 429, type: 'TooManyRequestsException' });
      expect(JSON.parse(body)).toEqual({
        Type: 'User',
        Message: 'Rate Exceeded.',
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      });
    });
  });
});

interface RetryCase {
  readonly name: string;
  readonly throttledForSeconds: number;
  readonly maximumEventAgeSeconds?: number;
  readonly reserved?: number;
  readonly attemptsAtSeconds: readonly number[];
  readonly condition: string;
  readonly approximateInvokeCount: number;
}

describe('an asynchronous event whose function is throttled', () => {
  it.each(retries as readonly RetryCase[])('$name', async (given) => {
    const { throttledForSeconds, maximumEventAgeSeconds = 21_600, reserved = 1 } = given;
    await withAccount({}, async (account) => {
      account.create('exports.handler = (ms) => new Promise((resolve) => setTimeout(resolve, ms));', {
        timeoutMs: 1_500_000,
      });
      const { registry } = account.lambda;
      registry.configureAsynchronous('fn', {
        ...{ retries: 2, maximumEventAgeMs: maximumEventAgeSeconds * 1000, onSuccess: 'next', onFailure: 'rescue' },
      });
      registry.reserve('fn', 1);
      await account.simulation.run(async () => {
        // The one invocation that may run is taken.
        const other = account.begin(throttledForSeconds * 1000);
        await account.simulation.sleep(0);
        registry.reserve('fn', reserved);
        account.lambda.invokeAsynchronously({ functionName: 'fn', payload: '0' });
        await other;
      });
      const throttles = account.metrics.filter((line) => line.includes('Throttles'));
      const attempts = throttles.map((line) => Number(line.split(' ')[0]) / 1000);
      const begun = given.condition === 'Success' ? [Math.floor(account.now() / 1000)] : [];
      expect([...attempts, ...begun]).toEqual(given.attemptsAtSeconds);
      expect(account.sent).toMatchObject([
        {
          record: {
            requestContext: { condition: given.condition, approximateInvokeCount: given.approximateInvokeCount },
          },
        },
      ]);
    });
  });
});
