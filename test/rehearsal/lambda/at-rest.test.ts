import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import type { WireRequest } from '../../../lib/rehearsal/kernel/wire';
import { Endpoint } from '../../../lib/rehearsal/endpoint/endpoint';
import { ExecutionEnvironment } from '../../../lib/rehearsal/lambda/execution-environment';
import { type HandlerEnd } from '../../../lib/rehearsal/lambda/handler-end';
import { HandlerThreads } from '../../../lib/rehearsal/lambda/handler-threads';
import { threadFile } from '../../../lib/rehearsal/lambda/thread-file';

const START = Date.parse('2026-01-05T09:00:00Z');

/** Runs one invocation of a bundle, and answers every call of it 100 virtual ms later. */
async function invoke(bundle: string, timeoutMs = 10_000) {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-thread-'));
  const file = join(directory, 'index.js');
  writeFileSync(file, bundle);
  const simulation = new Simulation(START);
  const calls: WireRequest[] = [];
  const environments: ExecutionEnvironment[] = [];
  const threads = new HandlerThreads(threadFile());
  const endpoint = new Endpoint(({ request, ...received }) => {
    environments[0]!.receiveCall(Number(request.headers['x-rehearsal-call']), { request, ...received });
  });
  await endpoint.listen();
  const environment = new ExecutionEnvironment(
    {
      file,
      handler: 'handler',
      endpointPort: endpoint.port,
      environmentId: 'fn:1#1',
      now: START,
      name: 'fn:1',
      variables: { AWS_ENDPOINT_URL: `http://127.0.0.1:${endpoint.port}` },
    },
    {
      simulation,
      thread: (needs) => threads.take(needs),
      log: () => undefined,
      answer: async (request) => {
        calls.push(request);
        await simulation.sleep(100);
        return { status: 200, headers: {}, body: request.body.toString('utf8') };
      },
    },
  );
  environments.push(environment);
  try {
    const end = await simulation.run(async () => {
      await environment.load();
      const timeout = simulation.sleep(timeoutMs).then(() => 'timed out' as const);
      const ended: HandlerEnd | 'timed out' = await Promise.race([
        environment.invoke({
          kind: 'invoke',
          now: simulation.now,
          requestId: 'r1',
          payload: '{}',
          functionName: 'fn',
          functionVersion: '1',
          invokedFunctionArn: 'arn',
          memoryLimitInMB: '128',
          deadline: START + timeoutMs,
        }),
        timeout,
      ]);
      return { ended, tookMs: simulation.now - START };
    });
    return { ...end, calls };
  } finally {
    await environment.stop();
    await threads.stop();
    await endpoint.close();
    rmSync(directory, { recursive: true });
  }
}

const POST = `const http = require('node:http');
const post = (text) => new Promise((resolve, reject) => {
  const url = new URL(process.env.AWS_ENDPOINT_URL);
  const request = http.request({ host: url.hostname, port: url.port, method: 'POST', path: '/' }, (response) => {
    let body = '';
    response.on('data', (part) => (body += part));
    response.on('end', () => resolve(body));
  });
  request.on('error', reject);
  request.end(text);
});
`;

describe('a handler thread', () => {
  it('is not taken for at rest while it reads and closes files, however often', async () => {
    const { ended, tookMs } = await invoke(`const { readFile } = require('node:fs/promises');
      exports.handler = async () => {
        for (let i = 0; i < 300; i++) await readFile(__filename);
        return 'read';
      };`);

    expect(ended).toEqual({ kind: 'returned', payload: '"read"' });
    expect(tookMs).toBe(0);
  });

  it('is not taken for hanging while it computes in ways that Node.js does not list', async () => {
    const { ended, tookMs } = await invoke(`const { scrypt } = require('node:crypto');
      const { gzip } = require('node:zlib');
      exports.handler = async () => {
        await new Promise((resolve) => scrypt('a', 'b', 64, { N: 16384 }, resolve));
        await new Promise((resolve) => gzip(Buffer.alloc(1_000_000), resolve));
        return 'computed';
      };`);

    expect(ended).toEqual({ kind: 'returned', payload: '"computed"' });
    expect(tookMs).toBe(0);
  });

  it('takes as long as its calls, one after the other', async () => {
    const { ended, tookMs } = await invoke(`${POST}
      exports.handler = async () => [await post('a'), await post('b')];`);

    expect(ended).toEqual({ kind: 'returned', payload: '["a","b"]' });
    expect(tookMs).toBe(200);
  });

  it('takes as long as one call for several side by side, which are taken in the order of what they say', async () => {
    const { tookMs, calls } = await invoke(`${POST}
      exports.handler = () => Promise.all(['c', 'a', 'b'].map(post));`);

    expect(tookMs).toBe(100);
    expect(calls.map((call) => call.body.toString())).toEqual(['a', 'b', 'c']);
  });

  it('waits for its own timers in virtual time', async () => {
    const { ended, tookMs } = await invoke(`exports.handler = async () => {
        const before = Date.now();
        await new Promise((resolve) => setTimeout(resolve, 5000));
        return Date.now() - before;
      };`);

    expect(ended).toEqual({ kind: 'returned', payload: '5000' });
    expect(tookMs).toBe(5000);
  });

  it('fails its invocation when it ends its own process', async () => {
    const { ended, tookMs } = await invoke('exports.handler = () => process.exit(1);');

    expect(ended).toMatchObject({ kind: 'threw', errorType: 'Runtime.ExitError' });
    expect(tookMs).toBe(0);
  });

  it('is left to its timeout when it hangs', async () => {
    const { ended, tookMs } = await invoke('exports.handler = () => new Promise(() => {});', 3000);

    expect(ended).toBe('timed out');
    expect(tookMs).toBe(3000);
  });
});
