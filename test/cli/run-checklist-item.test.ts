import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { LookFailure } from '../../lib/cli/look-failure';
import { prepareRun } from '../../lib/cli/run-checklist-item';
import { runSchema } from '../../lib/domain/checklist/item-run';
import { loopback, type Loopback, type Reply } from '../adapters/loopback';

const LOGS = { logs: { group: '/aws/lambda/chat-staging', filter: 'ERROR', since: '2h' } };
const env = { ...process.env };

let directory: string;
let server: Loopback;
let answer: () => Reply | undefined;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-checklist-'));
  writeFileSync(join(directory, 'credentials'), '[staging]\naws_access_key_id = STAGING\naws_secret_access_key = x\n');
  writeFileSync(join(directory, 'config'), '');
});

beforeEach(async () => {
  // The SDK says which of two credentials it goes by.
  jest.spyOn(console, 'warn').mockImplementation();
  server = await loopback(() => answer());
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: server.url, AWS_REGION: 'eu-west-1', REHEARSAL_NOW: '2026-01-05T09:00:00Z' },
    ...{ AWS_ACCESS_KEY_ID: 'OWN', AWS_SECRET_ACCESS_KEY: 'y' },
    ...{ AWS_SHARED_CREDENTIALS_FILE: join(directory, 'credentials'), AWS_CONFIG_FILE: join(directory, 'config') },
  });
});

afterEach(async () => {
  process.env = { ...env };
  await server.close();
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const run = (given: object, profile?: string) =>
  prepareRun('item', v.parse(runSchema, given), { file: join(directory, 'checklist.yaml'), profile })();

const events = (count: number): Reply => ({
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify({ events: Array.from({ length: count }, () => ({ message: 'ERROR: jane@example.com' })) }),
});
const refusal = (type: string): Reply => ({
  ...{ status: 400, headers: { 'content-type': 'application/x-amz-json-1.1' } },
  body: JSON.stringify({ __type: type, message: 'No.' }),
});

describe('a search of logs', () => {
  it('goes back from now, and keeps nothing of what the logs say', async () => {
    answer = () => events(3);
    const judged = await run(LOGS);
    expect(judged).toMatchObject({ outcome: 'fail', figures: { matching: 3, most: 0 } });
    expect(JSON.stringify(judged)).not.toContain('jane');
    const to = Date.parse('2026-01-05T09:00:00Z');
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({ startTime: to - 7_200_000, endTime: to });
  });

  it.each([
    [undefined, 'OWN'],
    ['staging', 'STAGING'],
  ])('is by the credentials of the profile %p', async (profile, key) => {
    answer = () => events(1);
    await run(LOGS, profile);
    expect(server.seen[0]?.headers.authorization).toContain(`Credential=${key}/`);
  });

  it.each(['ResourceNotFoundException', 'AccessDeniedException'])('says nothing of logs after %s', async (type) => {
    answer = () => refusal(type);
    await expect(run(LOGS)).rejects.toThrow(LookFailure);
  });

  it('says nothing of logs that could not be searched in time', async () => {
    answer = () => undefined;
    await expect(run({ ...LOGS, within: '1s' })).rejects.toThrow('could not be searched within 1 s');
  });
});

describe('a program', () => {
  const node = (code: string) => ({ command: [process.execPath, '-e', code] });

  it('runs in the folder of the checklist', async () => {
    const code = `process.exitCode = require('node:fs').existsSync('credentials') ? 0 : 4`;
    expect(await run(node(code))).toMatchObject({ outcome: 'pass', figures: { exitCode: 0 } });
  });

  it('fails where its time is up', async () => {
    expect(await run({ ...node('setInterval(() => {}, 1000)'), within: '1s' })).toMatchObject({
      ...{ outcome: 'fail', sentence: expect.stringContaining('was ended before it had an exit code') as string },
    });
  });
});
