import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const repository = join(__dirname, '..', '..');
const sources = ['app.ts', 'handler.ts', 'play.ts'];

/** What an app has beside the package: its peers, and what every app in TypeScript has. */
const BESIDE = ['aws-cdk-lib', 'constructs', 'typescript', '@types/node'];

/** Outside of the repository, so that nothing is found but what was installed. */
let app: string;

beforeAll(() => {
  app = realpathSync(mkdtempSync(join(tmpdir(), 'packed-')));
  const installed = join(app, 'node_modules', 'sluice');
  mkdirSync(installed, { recursive: true });
  // What is built is what is packed: `prepare` would build it anew under the other tests.
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', app], {
    cwd: repository,
    encoding: 'utf8',
  });
  execFileSync('tar', ['-xzf', join(app, packed.trim()), '-C', installed, '--strip-components', '1']);
  for (const name of BESIDE) {
    mkdirSync(dirname(join(app, 'node_modules', name)), { recursive: true });
    symlinkSync(join(repository, 'node_modules', name), join(app, 'node_modules', name));
  }
  for (const name of sources) copyFileSync(join(__dirname, 'packed', name), join(app, name));
  const compilerOptions = {
    ...{ strict: true, skipLibCheck: false, noUncheckedIndexedAccess: true },
    ...{ target: 'es2022', module: 'node16', moduleResolution: 'node16', types: ['node'] },
  };
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: sources }));
  for (const change of ['one', 'two']) {
    mkdirSync(join(app, `code-${change}`));
    const code = `exports.handler = async () => ({ statusCode: 200, body: '${change}' });\n`;
    writeFileSync(join(app, `code-${change}`, 'index.js'), code);
  }
  writeFileSync(join(app, 'scenario.yaml'), 'traffic: { requestsPerSecond: 5 }\nexpect: { outcome: released }\n');
});

afterAll(() => {
  rmSync(app, { recursive: true, force: true });
});

/** Runs a program of Node.js in the app's folder. */
function node(...args: readonly string[]) {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: app, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the package as it is packed, in an app of its own', () => {
  it('compiles under --strict without skipLibCheck', () => {
    expect(node('node_modules/typescript/bin/tsc', '-p', '.')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('has a handler publish how its calls went', () => {
    const { status, stdout, stderr } = node('handler.js');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      expect.objectContaining({ ColdStarts: 1 }),
      expect.objectContaining({ FunctionName: 'chat', Resource: 'chat:live', ExecutedVersion: '7', Failures: 1 }),
    ]);
  });

  it('synthesizes', () => {
    for (const change of ['one', 'two']) {
      expect(node('app.js', change, `code-${change}`)).toMatchObject({ status: 0 });
    }
  });

  it('rehearses a release by its command', () => {
    const cli = 'node_modules/sluice/dist/sluice.js';
    const run = node(cli, 'rehearse', '--scenario', 'scenario.yaml', '--from', 'one', '--to', 'two');
    expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining('released') as unknown });
  });

  it('rehearses a release from a program', () => {
    expect(node('play.js', 'one', 'two')).toEqual({
      status: 0,
      stdout: 'from: first-deploy\nto: released\n',
      stderr: '',
    });
  });
});
