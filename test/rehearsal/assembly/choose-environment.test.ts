import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseEnvironment } from '../../../lib/rehearsal/assembly/choose-environment';
import { type Assembly, readAssembly } from '../../../lib/rehearsal/assembly/read-assembly';
import cases from '../../cases/rehearsal/environments.json';

interface Case {
  readonly name: string;
  /** Of each assembly the `environment` of its stacks, as the manifest has it. */
  readonly steps: readonly Readonly<Record<string, string>>[];
  readonly played?: string;
  readonly refused?: string;
}

const CASES = cases as readonly Case[];

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-environments-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function assemblies({ steps }: Case): readonly Assembly[] {
  return steps.map((stacks, index) => {
    const folder = join(directory, String(index));
    mkdirSync(folder);
    const artifacts = Object.fromEntries(
      Object.entries(stacks).map(([name, environment]) => [
        name,
        { type: 'aws:cloudformation:stack', environment, properties: { templateFile: 'template.json' } },
      ]),
    );
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
    writeFileSync(join(folder, 'template.json'), JSON.stringify({ Resources: {} }));
    return readAssembly(folder);
  });
}

describe('the account and region of a rehearsal', () => {
  it.each(CASES.filter(({ played }) => played !== undefined))('where $name: $played', (given) => {
    const { accountId, region } = chooseEnvironment(assemblies(given));
    expect(`${accountId}/${region}`).toBe(given.played);
  });

  it.each(CASES.filter(({ refused }) => refused !== undefined))('are refused by name where $name', (given) => {
    expect(() => chooseEnvironment(assemblies(given))).toThrow(
      expect.objectContaining({
        code: 'NOT_EMULATED',
        message: expect.stringContaining(given.refused ?? '') as string,
      }) as Error,
    );
  });
});
