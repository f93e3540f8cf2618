import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rehearse, TemplateError, type RehearsalStep } from 'sluice/rehearsal';
import { writeAssembly, writeReleasedFunction } from '../cli/small-assembly';
import longValues from './long-values.json';
import { writeBroadAssembly } from './broad-assembly';

/** What the fuzzer has found and was mended. */
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-found-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const play = (steps: readonly RehearsalStep[]) =>
  rehearse({ seed: 1, start: 0, parameters: {}, requestsPerSecond: 1, versions: {}, incidents: [], steps });

const deploy = (name: string, path: string): RehearsalStep => ({ kind: 'deploy', name, directory: path });

describe('customers', () => {
  it('fail where the function that they call is taken away', async () => {
    const topic = { Topic: { Type: 'AWS::SNS::Topic' } };
    const result = await play([
      deploy('with', writeReleasedFunction(join(directory, 'with'), '1')),
      deploy('without', writeAssembly(join(directory, 'without'), topic)),
      { kind: 'wait', ms: 60_000 },
    ]);
    expect(result.releases.map(({ outcome }) => outcome)).toEqual(['first-deploy']);
    expect(result.playedMs).toBeGreaterThan(60_000);
  });
});

describe('a policy of a queue', () => {
  it('stops the rehearsal by name where it has an element that cannot be read', async () => {
    const assembly = writeBroadAssembly(join(directory, 'broad'), 'odd');
    const file = join(assembly, 'S.template.json');
    const text = readFileSync(file, 'utf8');
    const odd = text.replace('"Principal":{"Service":"sns.amazonaws.com"}', '"Principal":{"Ref":"Fn"}');
    expect(odd).not.toBe(text);
    writeFileSync(file, odd);
    await expect(play([deploy('odd', assembly)])).rejects.toThrow(/^The policy element .* is not emulated\. Met in /);
  });
});

describe('a template with a very long value', () => {
  it.each(longValues)('is refused in a few lines: $name', async ({ name, resources }) => {
    const long = JSON.parse(JSON.stringify(resources).replaceAll('LONG', 'x'.repeat(5000))) as object;
    const assembly = writeAssembly(join(directory, name), long);
    const error: unknown = await play([deploy('long', assembly)]).catch((refusal: unknown) => refusal);
    expect(error).toBeInstanceOf(TemplateError);
    expect(String(error).length).toBeLessThan(3000);
  });
});
