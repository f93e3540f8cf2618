import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rehearse } from '../../../lib/rehearsal';
import { writeReleasedFunction } from '../../cli/small-assembly';

let directory: string;

beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-link-')));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('an assembly that is reached through a symbolic link', () => {
  it('fails with the stack that Lambda would show, and nothing of this machine', async () => {
    writeReleasedFunction(join(directory, 'one'), 'One');
    writeReleasedFunction(join(directory, 'two'), 'Two', { failingHook: true });
    symlinkSync(join(directory, 'two'), join(directory, 'link'));
    const { failedInvocations } = await rehearse({
      seed: 1,
      start: Date.UTC(2026, 0, 5),
      parameters: {},
      requestsPerSecond: 0,
      versions: {},
      incidents: [],
      steps: ['one', 'link'].map((name) => ({ kind: 'deploy', name, directory: join(directory, name) })),
    });
    const said = failedInvocations.flatMap(({ lines }) => lines).join('\n');
    expect(said).toContain('/var/task/index.js:1');
    expect(said).not.toContain(directory);
  });
});
