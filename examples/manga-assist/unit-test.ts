import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MANGA_ASSIST_DIRECTORY } from './manga-assist-app';

/** What of a template is looked at. */
interface WrittenTemplate {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: { readonly Code?: { readonly S3Key?: unknown } } }>
  >;
}

/** The report of the unit tests of a release, in JUnit's XML, beside its assembly. */
export function junitOf(assembly: string): string {
  return `${assembly}.junit.xml`;
}

/**
 * Tests the handler of a release as its CI would: the very bundle that was synthesized, by the test runner of Node.js.
 *
 * @throws Error where a test fails
 */
export async function unitTest(assembly: string): Promise<void> {
  const tests = join(MANGA_ASSIST_DIRECTORY, 'unit-tests', 'handler.unit.mjs');
  const reporter = ['--test-reporter=junit', `--test-reporter-destination=${junitOf(assembly)}`];
  const env = { ...process.env, HANDLER: join(assembly, handlerAsset(assembly), 'index.js') };
  await promisify(execFile)(process.execPath, ['--test', ...reporter, tests], { env });
}

/** The folder of the function's bundle, from that of the assembly. */
function handlerAsset(assembly: string): string {
  const file = join(assembly, 'MangaAssist.template.json');
  const { Resources } = JSON.parse(readFileSync(file, 'utf8')) as WrittenTemplate;
  const key = Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
    Type === 'AWS::Lambda::Function' && id.startsWith('Chat') ? [Properties?.Code?.S3Key] : [],
  )[0];
  const [, hash] = /^([0-9a-f]+)\.zip$/.exec(typeof key === 'string' ? key : '') ?? [];
  if (hash === undefined) throw new Error(`${file} has no function whose bundle is an asset.`);
  return `asset.${hash}`;
}
