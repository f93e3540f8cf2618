import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { withAccount, type Account } from './account';

const COUNT = `let loaded = Date.now();
console.log('loaded');
let count = 0;
exports.handler = async (ms) => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return { count: ++count, loaded };
};`;

/** Makes a function of an ES module, which may wait while it is loaded. */
function createModule(account: Account, text: string, timeoutMs: number): void {
  const configuration = account.configuration('', { timeoutMs });
  rmSync(join(configuration.codeDirectory, 'index.js'));
  writeFileSync(join(configuration.codeDirectory, 'index.mjs'), text);
  account.lambda.registry.create('fn', configuration);
}

const waits = (ms: number) => `await new Promise((resolve) => setTimeout(resolve, ${ms}));
console.log('loaded');
export const handler = async () => 'done';`;

describe('a cold start', () => {
  it('takes its time before the invocation, whose duration is without it', async () => {
    await withAccount({ options: { coldStartMs: 200 } }, async (account) => {
      account.create(COUNT);
      await expect(account.invoke(50)).resolves.toMatchObject({ durationMs: 50 });
      expect(account.now()).toBe(250);
      expect(account.metrics).toContain('200 Duration fn = 50');
    });
  });

  it('is made once: the next invocation finds the environment warm', async () => {
    await withAccount({ options: { coldStartMs: 200 } }, async (account) => {
      account.create(COUNT);
      await account.invoke(50);
      await expect(account.invoke(50)).resolves.toMatchObject({ payload: { count: 2 } });
      expect(account.now()).toBe(300);
      expect(account.logs).toEqual(['loaded']);
    });
  });

  it('is made for each of several invocations at once, and for no more than ran at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), async (bursts) =>
        withAccount({ options: { coldStartMs: 200 } }, async (account) => {
          account.create(COUNT);
          for (const size of bursts) {
            await account.simulation.run(() => Promise.all(Array.from({ length: size }, () => account.begin(10))));
          }
          expect(account.logs).toHaveLength(Math.max(...bursts));
        }),
      ),
      { numRuns: 5, seed: 7 },
    );
  });

  it('does not count against the timeout', async () => {
    await withAccount({ options: { coldStartMs: 2900 } }, async (account) => {
      account.create(COUNT);
      await expect(account.invoke(2900)).resolves.toMatchObject({ failed: false, durationMs: 2900 });
    });
  });

  it('takes as long as the module waits while it is loaded', async () => {
    await withAccount({ options: { coldStartMs: 200 } }, async (account) => {
      createModule(account, waits(1500), 3000);
      await expect(account.invoke()).resolves.toMatchObject({ payload: 'done', durationMs: 1 });
      expect(account.now()).toBe(1701);
    });
  });

  it('is broken off after 10 s, and made again within the invocation and its timeout', async () => {
    await withAccount({ options: { coldStartMs: 200 } }, async (account) => {
      createModule(account, waits(12_000), 20_000);
      await expect(account.invoke()).resolves.toMatchObject({ payload: 'done', durationMs: 12_200 });
      expect(account.now()).toBe(22_200);
      expect(account.logs).toEqual(['loaded']);
    });
  });

  it('fails the invocation where the second one takes too long as well', async () => {
    await withAccount({ options: { coldStartMs: 200 } }, async (account) => {
      createModule(account, waits(12_000), 3000);
      await expect(account.invoke()).resolves.toMatchObject({
        failed: true,
        durationMs: 3000,
        payload: { errorMessage: 'Task timed out after 3.00 seconds' },
      });
      expect(account.now()).toBe(13_000);
      expect(account.lambda.failedInvocations()[0]!.lines[0]).toBe(
        'INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout',
      );
    });
  });

  it('is none of a call that the workload model serves', async () => {
    await withAccount({ options: { coldStartMs: 200 } }, async (account) => {
      account.create(COUNT);
      const { registry } = account.lambda;
      registry.putAlias('fn', { name: 'live', version: registry.publish('fn') });
      account.lambda.model('fn', 'live');
      expect(account.metrics).toContain('0 Duration fn = 0');
      await Promise.resolve();
    });
  });
});

it('the rehearsal’s choices are 200 ms for a cold start and the 1000 invocations at once of a new quota', async () => {
  await withAccount({ options: {} }, (account) => {
    const said = account.lambda.assumptions().join('\n');
    expect(said).toContain('A cold start takes 0 ms');
    expect(said).toContain('runs 1000 invocations at once');
    return Promise.resolve();
  });
});
