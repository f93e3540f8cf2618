import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from '../../cases/lambda/load-errors.json';
import { withAccount } from './account';

interface LoadCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string | undefined>>;
  readonly errorType: string;
  readonly errorMessage: string;
}

describe('a function that cannot be loaded fails, counts as an error, and leaves no environment:', () => {
  it.each(cases as readonly LoadCase[])('$name', async ({ files, errorType, errorMessage }) => {
    await withAccount({}, async (account) => {
      const configuration = account.configuration('');
      rmSync(join(configuration.codeDirectory, 'index.js'));
      for (const [name, text = ''] of Object.entries(files)) {
        writeFileSync(join(configuration.codeDirectory, name), text);
      }
      account.lambda.registry.create('fn', configuration);

      const { payload, failed } = await account.invoke();
      const [first] = account.lambda.failedInvocations();

      expect(failed).toBe(true);
      expect(payload).toMatchObject({
        errorType,
        errorMessage: expect.stringContaining(errorMessage.replace('{requestId}', first!.requestId)) as string,
      });
      expect(account.metrics).toContain('0 Errors fn = 1');
    });
  });

  it('so that the next invocation loads it anew', async () => {
    await withAccount({}, async (account) => {
      account.create("console.log('loading'); throw new Error('no configuration');");
      await account.invoke();
      await account.invoke();
      expect(account.logs).toEqual(['loading', 'loading']);
    });
  });
});

describe('an ES module', () => {
  it('is run, by its ending or by its package', async () => {
    await withAccount({}, async (account) => {
      const byEnding = account.configuration('');
      rmSync(join(byEnding.codeDirectory, 'index.js'));
      writeFileSync(
        join(byEnding.codeDirectory, 'index.mjs'),
        'export const handler = async () => import.meta.filename;',
      );
      account.lambda.registry.create('fn', byEnding);
      const byPackage = account.configuration('export const handler = async () => typeof import.meta.url;');
      writeFileSync(join(byPackage.codeDirectory, 'package.json'), '{"type":"module"}');
      account.lambda.registry.create('packaged', byPackage);

      await expect(account.invoke()).resolves.toMatchObject({ payload: join(byEnding.codeDirectory, 'index.mjs') });
      await expect(account.invoke({}, { functionName: 'packaged' })).resolves.toMatchObject({ payload: 'string' });
    });
  });
});
