import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { readGateFile } from '../../lib/adapters/s3-gate-file';
import { BUDGETS } from '../../lib/domain/size/budgets';
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

const object = (text: string) => ({
  bucket: 'assets',
  key: 'abc.json',
  sha256: createHash('sha256').update(text).digest('hex'),
});

const gate = {
  name: 'health',
  phase: 'before-traffic',
  kind: 'health',
  probe: { kind: 'event', event: { ping: 'grüß dich' } },
  passes: 3,
  withinSeconds: 60,
};

describe('the file of gates', () => {
  it('is read from its object', async () => {
    const file = { schema: 1, gates: [gate] };
    const text = JSON.stringify(file);
    expect(await readGateFile(await s3(text), object(text))).toEqual(file);
    expect(server?.seen[0]?.url).toMatch(/^\/assets\/abc\.json(\?|$)/);
  });

  it.each<[string, (text: string) => string]>([
    ['other gates', (text) => text.replace('"passes":3', '"passes":1')],
    ['a space more', (text) => `${text} `],
    ['nothing', () => ''],
  ])('is refused where it has %s than what was shipped, with both digests', async (_, edit) => {
    const text = JSON.stringify({ schema: 1, gates: [{ ...gate, passes: 3 }] });
    const edited = edit(text);
    expect(edited).not.toBe(text);
    await expect(readGateFile(await s3(edited), object(text))).rejects.toThrow(
      `The file of gates s3://assets/abc.json is not the one that the release shipped: its SHA-256 is ${object(edited).sha256}, and the manifest says ${object(text).sha256}.`,
    );
  });

  it('is read no further than it can be long', async () => {
    const text = 'x'.repeat(BUDGETS.gateFile + 1);
    await expect(readGateFile(await s3(text), object(text))).rejects.toThrow(
      'The file of gates s3://assets/abc.json is not the one that the release shipped: the answer has more than 16777216 bytes.',
    );
  });

  it('is read to its last byte where it is as long as it can be', async () => {
    const file = JSON.stringify({ schema: 1, gates: [gate] });
    const text = file + ' '.repeat(BUDGETS.gateFile - Buffer.byteLength(file));
    expect(await readGateFile(await s3(text), object(text))).toEqual({ schema: 1, gates: [gate] });
  });

  it.each(['', '<html>', '{"schema":1}', '{"schema":2,"gates":[]}', '{"schema":1,"gates":[{"kind":"magic"}]}'])(
    'is refused where it is none: %s',
    async (text) => {
      await expect(readGateFile(await s3(text), object(text))).rejects.toThrow(/^(?!The file of gates s3)/);
    },
  );
});
