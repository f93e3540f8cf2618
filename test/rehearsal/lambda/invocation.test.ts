import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { cases as endings } from '../../cases/lambda/late-metrics.json';
import { type Account, START, withAccount } from './account';

const BUNDLE = 'exports.handler = async (event) => { if (event.fail) throw new Error("no"); return "ran"; };';

/** A function with the versions 1 and 2, and the alias `live` at 1. */
function withVersions(account: Account): void {
  const { registry } = account.lambda;
  account.create(BUNDLE);
  registry.publish('fn');
  registry.update('fn', account.configuration(BUNDLE));
  registry.publish('fn');
  registry.putAlias('fn', { name: 'live', version: '1' });
}

function split(account: Account, weight: number): void {
  account.lambda.registry.putAlias('fn', { name: 'live', version: '1', additional: { version: '2', weight } });
}

/** How many of so many calls by the alias the second version gets. */
function greenOf(account: Account, calls: number): number {
  const versions = Array.from({ length: calls }, () => account.lambda.model('fn', 'live').executedVersion);
  return versions.filter((version) => version === '2').length;
}

describe('an alias with two versions', () => {
  it.each([1, 7, 42])('sends each call by chance, at the rate of the weight, with the seed %d', async (seed) => {
    await withAccount({ seed }, (account) => {
      withVersions(account);
      split(account, 0.1);
      // 1000 expected of 10 000; four standard deviations are 120.
      expect(Math.abs(greenOf(account, 10_000) - 1000)).toBeLessThan(120);
      return Promise.resolve();
    });
  });

  it('sends the same calls to the same versions for the same seed', async () => {
    const route = (seed: number) =>
      withAccount({ seed }, (account) => {
        withVersions(account);
        split(account, 0.5);
        return Promise.resolve(
          Array.from({ length: 50 }, () => account.lambda.model('fn', 'live').executedVersion).join(''),
        );
      });
    const first = await route(7);
    expect(await route(7)).toBe(first);
    expect(await route(8)).not.toBe(first);
  });

  it.each([
    ['nothing', 0, 0],
    ['everything', 1, 1000],
  ])('sends %s to the second one by the weight %d', async (_, weight, expected) => {
    await withAccount({}, (account) => {
      withVersions(account);
      split(account, weight);
      expect(greenOf(account, 1000)).toBe(expected);
      return Promise.resolve();
    });
  });
});

describe('a retry that the model serves', () => {
  const behaviour = () => ({ latencyMs: 50, fails: false });

  it.each([
    ['comes to the version that it wants', '1', 0.9, '1'],
    ['also where that has a part of the calls', '2', 0.1, '2'],
    ['is routed as any other where the alias leads to that version no more', '3', 0, '1'],
  ])('%s', async (_, wanted, weight, expected) => {
    await withAccount({ behaviour }, (account) => {
      withVersions(account);
      account.lambda.registry.update('fn', account.configuration(BUNDLE));
      account.lambda.registry.publish('fn');
      split(account, weight);
      const calls = Array.from({ length: 50 }, () =>
        account.lambda.model('fn', 'live', { fails: false, version: wanted }),
      );
      expect(new Set(calls.map(({ executedVersion }) => executedVersion))).toEqual(new Set([expected]));
      return Promise.resolve();
    });
  });

  it('is routed by the weights where it wants none', async () => {
    await withAccount({ behaviour }, (account) => {
      withVersions(account);
      split(account, 0.5);
      const calls = Array.from({ length: 1000 }, () =>
        account.lambda.model('fn', 'live', { fails: false, version: undefined }),
      );
      // Four standard deviations of 1000 calls are 63.
      expect(Math.abs(calls.filter(({ executedVersion }) => executedVersion === '2').length - 500)).toBeLessThan(63);
      return Promise.resolve();
    });
  });

  it('fails where that is settled, and counts as any other', async () => {
    await withAccount({ behaviour }, (account) => {
      withVersions(account);
      expect(account.lambda.model('fn', 'live', { fails: true, version: '1' })).toMatchObject({ failed: true });
      expect(account.metrics).toContain('0 Errors fn fn:live 1 = 1');
      expect(account.metrics).toContain('0 Duration fn fn:live 1 = 50');
      return Promise.resolve();
    });
  });
});

describe('an invocation', () => {
  it.each([
    ['by no qualifier', undefined, '$LATEST'],
    ['by $LATEST', '$LATEST', '$LATEST'],
    ['by a version', '2', '2'],
    ['by an alias', 'live', '1'],
  ])('%s runs its version', async (_, qualifier, executedVersion) => {
    await withAccount({}, async (account) => {
      withVersions(account);
      await expect(account.invoke({}, qualifier === undefined ? {} : { qualifier })).resolves.toMatchObject({
        executedVersion,
        payload: 'ran',
      });
    });
  });

  it.each([
    ['a function that does not exist', { functionName: 'nobody' }, 'function:nobody'],
    ['a version that does not exist', { qualifier: '9' }, 'function:fn:9'],
    ['an alias that does not exist', { qualifier: 'beta' }, 'function:fn:beta'],
  ])('of %s is refused', async (_, request, arn) => {
    await withAccount({}, async (account) => {
      withVersions(account);
      const refused: unknown = await account.invoke({}, request).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ApiError);
      expect(refused).toMatchObject({ code: 'ResourceNotFoundException', statusCode: 404 });
      expect((refused as ApiError).message).toContain(arn);
    });
  });

  it('takes as long as the scenario says, and no less than its handler', async () => {
    const behaviour = () => ({ latencyMs: 400, fails: false });
    await withAccount({ behaviour }, async (account) => {
      account.create('exports.handler = (ms) => new Promise((resolve) => setTimeout(resolve, ms));');
      await expect(account.invoke(100)).resolves.toMatchObject({ durationMs: 400 });
      expect(account.now()).toBe(400);
      await expect(account.invoke(900)).resolves.toMatchObject({ durationMs: 900 });
      expect(account.now()).toBe(1300);
    });
  });

  it('times out where the scenario makes it slower than the function’s timeout', async () => {
    const behaviour = () => ({ latencyMs: 5000, fails: false });
    await withAccount({ behaviour }, async (account) => {
      account.create(BUNDLE);
      await expect(account.invoke()).resolves.toMatchObject({
        failed: true,
        durationMs: 3000,
        payload: { errorMessage: 'Task timed out after 3.00 seconds' },
      });
      expect(account.lambda.model('fn', '$LATEST')).toEqual({
        executedVersion: '$LATEST',
        failed: true,
        durationMs: 3000,
      });
    });
  });

  it('fails where the scenario says so, without running the handler', async () => {
    const behaviour = () => ({ latencyMs: 50, fails: true });
    await withAccount({ behaviour }, async (account) => {
      account.create('exports.handler = async () => console.log("ran");');
      await expect(account.invoke()).resolves.toMatchObject({
        failed: true,
        durationMs: 50,
        payload: { errorType: 'InjectedFailure' },
      });
      expect(account.logs).toEqual([]);
    });
  });

  it('is asked of the scenario by its target and version', async () => {
    const asked: unknown[] = [];
    const behaviour = (target: unknown, version: string) => {
      asked.push([target, version]);
      return { latencyMs: 0, fails: false };
    };
    await withAccount({ behaviour }, async (account) => {
      withVersions(account);
      await account.invoke({}, { functionName: 'arn:aws:lambda:eu-west-1:111122223333:function:fn:live' });
      expect(asked).toEqual([[{ functionName: 'fn', qualifier: 'live' }, '1']]);
    });
  });
});

describe('the metrics of an invocation', () => {
  const counted = (metrics: readonly string[]) => metrics.filter((line) => line.includes('Invocations'));

  it.each([
    ['no qualifier', undefined, ['0 Invocations fn = 1']],
    ['a version', '2', ['0 Invocations fn = 1', '0 Invocations fn fn:2 = 1']],
    ['$LATEST', '$LATEST', ['0 Invocations fn = 1', '0 Invocations fn fn:$LATEST = 1']],
    ['an alias', 'live', ['0 Invocations fn = 1', '0 Invocations fn fn:live = 1', '0 Invocations fn fn:live 1 = 1']],
  ])('are counted, by %s, under the dimensions of the Lambda Developer Guide', async (_, qualifier, expected) => {
    await withAccount({}, async (account) => {
      withVersions(account);
      await account.invoke({}, qualifier === undefined ? {} : { qualifier });
      expect(counted(account.metrics)).toEqual(expected);
    });
  });

  it('have the time of its start, its duration, and its error or none', async () => {
    await withAccount({}, async (account) => {
      account.create(`exports.handler = async (event) => {
        await new Promise((resolve) => setTimeout(resolve, 700));
        if (event.fail) throw new Error('no');
      };`);
      await account.simulation.run(() => account.simulation.sleep(5000));
      await account.invoke();
      await account.invoke({ fail: true });
      expect(account.metrics).toEqual([
        '5000 Invocations fn = 1',
        '5000 Errors fn = 0',
        '5000 Duration fn = 700',
        '5700 Invocations fn = 1',
        '5700 Errors fn = 1',
        '5700 Duration fn = 700',
      ]);
    });
  });

  it('are the same for a call that the model serves', async () => {
    const behaviour = () => ({ latencyMs: 120, fails: true });
    await withAccount({ behaviour }, (account) => {
      withVersions(account);
      expect(account.lambda.model('fn', 'live')).toEqual({ executedVersion: '1', failed: true, durationMs: 120 });
      const ofFunction = ['0 Invocations fn = 1', '0 Errors fn = 1', '0 Duration fn = 120'];
      expect(account.metrics).toEqual(expect.arrayContaining(ofFunction));
      expect(account.metrics).toHaveLength(9);
      return Promise.resolve();
    });
  });

  interface Ending {
    readonly name: string;
    readonly startsAt: number;
    readonly latencyMs: number;
    readonly timeoutMs: number;
    readonly seenAt: number;
    readonly durationMs: number;
    readonly errors: number;
  }

  it.each(endings as readonly Ending[])(
    'are there when a call that the model serves may be known: $name',
    async ({ startsAt, latencyMs, timeoutMs, seenAt, durationMs, errors }) => {
      await withAccount({ behaviour: () => ({ latencyMs, fails: false }) }, async (account) => {
        account.create(BUNDLE, { timeoutMs });
        const { simulation, metrics, lambda } = account;
        simulation.at(START + startsAt, () => {
          lambda.model('fn');
        });
        await simulation.run(() => simulation.sleep(seenAt - 1));
        expect(metrics).toEqual([]);
        await simulation.run(() => simulation.sleep(2));
        expect(metrics).toEqual([
          `${startsAt} Invocations fn = 1`,
          `${startsAt} Errors fn = ${errors}`,
          `${startsAt} Duration fn = ${durationMs}`,
        ]);
      });
    },
  );

  it('are there when a real handler is over, a minute after it began', async () => {
    await withAccount({}, async (account) => {
      account.create('exports.handler = () => new Promise((resolve) => setTimeout(resolve, 90_000));', {
        timeoutMs: 120_000,
      });
      const { simulation, metrics } = account;
      await simulation.run(() => {
        simulation.background(async () => {
          await account.begin();
        });
        return simulation.sleep(89_999);
      });
      expect(metrics).toEqual([]);
      await simulation.run(() => simulation.sleep(2));
      expect(metrics).toEqual(['0 Invocations fn = 1', '0 Errors fn = 0', '0 Duration fn = 90000']);
    });
  });
});

describe('an asynchronous invocation', () => {
  /** When each attempt began, in seconds, of a function that fails so many times. */
  async function attempts(account: Account, failures: number): Promise<readonly number[]> {
    account.create(`exports.handler = async () => { console.log('attempt'); throw new Error('no'); };`);
    const good = account.configuration("exports.handler = async () => console.log('attempt');");
    let left = failures;
    if (left === 0) account.lambda.registry.update('fn', good);
    const started: number[] = [];
    await account.simulation.run(() => {
      account.simulation.every(1000, () => {
        if (account.logs.splice(0).length === 0) return;
        started.push(Math.floor(account.now() / 1000) - 1);
        left -= 1;
        if (left === 0) account.lambda.registry.update('fn', good);
      });
      account.lambda.invokeAsynchronously({ functionName: 'fn', payload: '{}' });
      return account.simulation.sleep(600_000);
    });
    return started;
  }

  it.each([
    ['once where it succeeds', 0, [0]],
    ['again after one minute', 1, [0, 60]],
    ['again after one and after two minutes', 2, [0, 60, 180]],
    ['and then never more', 9, [0, 60, 180]],
  ])('runs %s', async (_, failures, seconds) => {
    await withAccount({}, async (account) => {
      await expect(attempts(account, failures)).resolves.toEqual(seconds);
    });
  });

  it('runs as often as its function says', async () => {
    await withAccount({}, async (account) => {
      account.create("exports.handler = async () => { console.log('attempt'); throw new Error('no'); };");
      account.lambda.registry.configureAsynchronous('fn', { retries: 0, maximumEventAgeMs: 3_600_000 });
      await account.simulation.run(() => {
        account.lambda.invokeAsynchronously({ functionName: 'fn', payload: '{}' });
        return Promise.resolve();
      });
      expect(account.logs).toEqual(['attempt']);
      expect(account.now()).toBe(1);
    });
  });

  it('is refused at once where there is no such function', async () => {
    await withAccount({}, (account) => {
      expect(() => {
        account.lambda.invokeAsynchronously({ functionName: 'nobody', payload: '{}' });
      }).toThrow('Function not found');
      return Promise.resolve();
    });
  });
});
