import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The built fuzzer, in a process of its own: a case that never ends must not keep the tests from ending. */
function fuzz(...args: string[]) {
  return spawnSync(process.execPath, [join(process.cwd(), 'dist/fuzz/fuzz.js'), ...args], {
    encoding: 'utf8',
    timeout: 100_000,
  });
}

describe('a damaged assembly or scenario', () => {
  it('ends in a result or in one clear refusal', () => {
    const { status, stdout } = fuzz('--quick', '--runs', '100', '--seed', '1');
    expect(stdout).toMatch(/^runs +100\nresults +[1-9]\d*\n[\s\S]*refusals +[1-9]\d*\n[\s\S]*crashes +0\nhangs +0\n$/);
    expect(status).toBe(0);
  });

  it('is the same for the same seed and number', () => {
    const endings = [1, 2].map(() => fuzz('--quick', '--runs', '10', '--seed', '5', '--verbose').stdout);
    const [first, second] = endings.map((text) => text.replace(/sluice-fuzz-\w+/g, 'directory'));
    expect(first).toBe(second);
  });
});

describe('the command line of the fuzzer', () => {
  it.each([
    [['--runs', 'many'], '--runs must be a whole number, got: many'],
    [['--speed', '9'], '--speed'],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = fuzz(...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
