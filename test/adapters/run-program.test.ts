import { tmpdir } from 'node:os';
import { runProgram } from '../../lib/adapters/run-program';

const node = (code: string, ...args: readonly string[]) => [process.execPath, '-e', code, ...args];
const run = (command: readonly string[], timeoutMs = 60_000) => runProgram(command, { directory: tmpdir(), timeoutMs });

describe('a program', () => {
  it.each([0, 1, 7])('ends with its exit code, %d', async (exitCode) => {
    expect(await run(node(`process.exitCode = ${exitCode}`))).toEqual({ kind: 'exited', exitCode });
  });

  it('gets its arguments as they are, for no shell reads them', async () => {
    const check = 'process.exitCode = process.argv[1] === "$HOME; exit 9 | `x`" ? 0 : 3';
    expect(await run(node(check, '$HOME; exit 9 | `x`'))).toEqual({ kind: 'exited', exitCode: 0 });
  });

  it('is ended once its time is up', async () => {
    expect(await run(node('setInterval(() => {}, 1000)'), 300)).toMatchObject({ kind: 'killed', timedOut: true });
  });

  it('that is not there does not start', async () => {
    expect(await run(['no-such-program-anywhere'])).toMatchObject({
      ...{ kind: 'not-started', message: expect.stringContaining('ENOENT') as string },
    });
  });
});
