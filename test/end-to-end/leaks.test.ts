import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rehearse, type RehearsalPlan } from '../../lib/rehearsal';
import { writeReleasedFunction } from '../cli/small-assembly';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-leaks-'));
  writeReleasedFunction(join(directory, 'one'), 'One');
  writeReleasedFunction(join(directory, 'two'), 'Two', { silentHook: true });
  mkdirSync(join(directory, 'tmp'));
  mkdirSync(join(directory, 'empty'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const REQUEST = { method: 'GET', path: '/', headers: {} };

/** Releases a function that customers call meanwhile, so that threads, ports and timers are all in use. */
function plan(...assemblies: readonly string[]): RehearsalPlan {
  return {
    seed: 1,
    start: Date.UTC(2026, 0, 5),
    parameters: {},
    requestsPerSecond: 0.1,
    requests: [REQUEST],
    versions: {},
    incidents: [],
    steps: assemblies.map((name) => ({ kind: 'deploy', name, directory: join(directory, name) })),
  };
}

/** Servers, sockets and threads of this process, once those that were just closed have had a moment to go. */
async function held(): Promise<readonly string[]> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  return process.getActiveResourcesInfo().filter((name) => /TCP|MessagePort|Worker/.test(name));
}

describe('the process is left as it was', () => {
  it('by a rehearsal that is played to its end', async () => {
    const before = await held();
    const { releases } = await rehearse(plan('one', 'two'));
    expect(releases.map(({ outcome }) => outcome)).toEqual(['first-deploy', 'blocked']);
    expect(await held()).toEqual(before);
  });

  it('by a rehearsal that is refused', async () => {
    const before = await held();
    await expect(rehearse(plan('one', 'empty'))).rejects.toThrow('empty');
    expect(await held()).toEqual(before);
  });

  it('by a rehearsal that breaks in the middle', async () => {
    const before = await held();
    const stop = () => {
      throw new Error('the caller broke');
    };
    await expect(
      rehearse(plan('one', 'two'), ({ kind, step }) => kind === 'started' && step === 'two' && stop()),
    ).rejects.toThrow('the caller broke');
    expect(await held()).toEqual(before);
  });
});

describe('the command line leaves nothing behind', () => {
  it.each([
    ['played to its end', 'two', undefined, 1],
    ['refused', 'empty', undefined, 3],
    ['interrupted', 'two', 'SIGINT', null],
  ] as const)('when it is %s', async (_, to, signal, status) => {
    writeFileSync(
      join(directory, 'scenario.yaml'),
      JSON.stringify({ traffic: { requestsPerSecond: 0.2, requests: 'requests.yaml' } }),
    );
    writeFileSync(join(directory, 'requests.yaml'), JSON.stringify([REQUEST]));
    const child = spawn(
      process.execPath,
      [resolve('dist/sluice.js'), 'rehearse', '--scenario', 'scenario.yaml', '--from', 'one', '--to', to],
      { cwd: directory, env: { ...process.env, TMPDIR: join(directory, 'tmp') } },
    );
    let output = '';
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString();
      if (signal !== undefined && output.includes('rehearsing 2 of 2')) child.kill(signal);
    });
    const [code, by] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];

    expect({ code, by }).toEqual({ code: status, by: signal ?? null });
    expect(readdirSync(join(directory, 'tmp'))).toEqual([]);
    expect(readdirSync(directory).sort()).toEqual(['empty', 'one', 'requests.yaml', 'scenario.yaml', 'tmp', 'two']);
  });
});
