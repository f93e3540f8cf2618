import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReleasedFunction } from '../cli/small-assembly';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const directory = mkdtempSync(join(tmpdir(), 'sluice-host-lacks-'));

/** Calls four addresses side by side and keeps the connections; some thirty customers are served at a time. */
const BUSY = `
const https = require('node:https');
const agent = new https.Agent({ keepAlive: true });
const call = (name) => new Promise((resolve, reject) =>
  https.get({ hostname: name + '.example.com', agent }, (answer) => answer.resume().on('end', resolve)).on('error', reject));
exports.handler = async () => {
  await Promise.all(['a', 'b', 'c', 'd'].map(call));
  await new Promise((resolve) => setTimeout(resolve, 2500));
};`;

let assembly: string;
let scenario: string;

beforeAll(() => {
  assembly = writeReleasedFunction(join(directory, 'one'), '1');
  writeFileSync(join(assembly, 'code-1', 'index.js'), BUSY);
  writeFileSync(join(directory, 'requests.yaml'), '- { method: GET, path: / }\n');
  scenario = join(directory, 'busy.yaml');
  writeFileSync(
    scenario,
    `traffic: { requestsPerSecond: 12, requests: requests.yaml }
steps:
  - { deploy: one, name: one }
  - wait: 30s
`,
  );
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function withDescriptors(limit: number) {
  const command = `ulimit -n ${limit} && exec "$0" "$@"`;
  const args = ['-c', command, process.execPath, SLUICE, 'rehearse', '--scenario', scenario];
  return spawnSync('sh', args, { cwd: directory, encoding: 'utf8', timeout: 100_000 });
}

it('thirty customers at a time need no more than 400 file descriptors', () => {
  const { status, stdout, stderr } = withDescriptors(400);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('first version');
  expect(stdout).not.toContain('failed first');
});

it.each([40, 70])('with %i file descriptors it is the machine that is said to lack them', (limit) => {
  const { status, stdout, stderr } = withDescriptors(limit);
  expect(stderr).toMatch(/^This machine lacks file descriptors for this process \(EMFILE: .*ulimit -n 4096/);
  expect(status).toBe(3);
  expect(stdout).not.toContain('first-deploy');
});
