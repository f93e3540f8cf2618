import { S3Client } from '@aws-sdk/client-s3';
import { readGateFile } from '../../lib/adapters/s3-gate-file';
import { loopback, type Loopback } from './loopback';

let server: Loopback | undefined;
let client: S3Client | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function s3(body: string): Promise<S3Client> {
  server = await loopback(() => ({ body }));
  client = new S3Client({ ...server.client, forcePathStyle: true });
  return client;
}

const object = { bucket: 'assets', key: 'abc.json' };

describe('the file of gates', () => {
  it('is read from its object', async () => {
    const gate = {
      name: 'health',
      phase: 'before-traffic',
      kind: 'health',
      probe: { kind: 'event', event: { ping: 'grüß dich' } },
      passes: 3,
      withinSeconds: 60,
    };
    const file = { schema: 1, gates: [gate] };
    expect(await readGateFile(await s3(JSON.stringify(file)), object)).toEqual(file);
    expect(server?.seen[0]?.url).toMatch(/^\/assets\/abc\.json(\?|$)/);
  });

  it.each(['', '<html>', '{"schema":1}', '{"schema":2,"gates":[]}', '{"schema":1,"gates":[{"kind":"magic"}]}'])(
    'is refused where it is none: %s',
    async (text) => {
      await expect(readGateFile(await s3(text), object)).rejects.toThrow();
    },
  );
});
