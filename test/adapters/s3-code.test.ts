import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { S3Code } from '../../lib/adapters/s3-code';
import { MOST_ZIPPED_BYTES } from '../../lib/domain/code/package-limits';
import { loopback, type Loopback, type Reply, type SeenRequest } from './loopback';
import { zipped } from './zipped';

const ARCHIVE = zipped([{ path: 'index.js', content: 'exports.handler = async () => 1;' }]);
const SHA256 = createHash('sha256').update(ARCHIVE);
const [BASE64, HEX] = [SHA256.copy().digest('base64'), SHA256.copy().digest('hex')];
const OBJECT = { bucket: 'assets', key: '3f2a.zip' };

let server: Loopback | undefined;
let client: S3Client | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function code(head: Readonly<Record<string, string>>, get: Reply = { body: ARCHIVE }): Promise<S3Code> {
  const answer = ({ method }: SeenRequest) => (method === 'HEAD' ? { headers: head } : get);
  server = await loopback(answer);
  client = new S3Client({ ...server.client, forcePathStyle: true });
  return new S3Code(client);
}

const methods = () => server?.seen.map(({ method }) => method);

describe('the SHA-256 of a package in S3', () => {
  it('is what S3 says of the whole object, and nothing is read', async () => {
    expect(await (await code({ 'x-amz-checksum-sha256': BASE64 })).sha256(OBJECT)).toBe(HEX);
    expect(methods()).toEqual(['HEAD']);
    expect(server?.seen[0]?.headers['x-amz-checksum-mode']).toBe('ENABLED');
  });

  it.each([
    ['of its parts', { 'x-amz-checksum-sha256': `${BASE64}-3`, 'x-amz-checksum-type': 'COMPOSITE' }],
    ['of another algorithm', { 'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=' }],
    ['not at all', {}],
    ['that is none', { 'x-amz-checksum-sha256': 'AAAA' }],
  ])('is that of its bytes where S3 has a checksum %s', async (_, head) => {
    expect(await (await code(head)).sha256(OBJECT)).toBe(HEX);
    expect(methods()).toEqual(['HEAD', 'GET']);
  });

  it('is of the version that is named', async () => {
    await (await code({ 'x-amz-checksum-sha256': BASE64 })).sha256({ ...OBJECT, version: 'v7' });
    expect(server?.seen[0]?.url).toContain('versionId=v7');
  });

  it('is not known of what is gone', async () => {
    const gone = { status: 404, body: '<Error><Code>NoSuchKey</Code><Message>It is gone.</Message></Error>' };
    await expect((await code({}, gone)).sha256(OBJECT)).rejects.toThrow('It is gone.');
  });
});

describe('a package that is read', () => {
  it('has the SHA-256 of its bytes, and unpacks to its files', async () => {
    const length = { 'content-length': String(ARCHIVE.length) };
    const read = await (await code({}, { body: ARCHIVE, headers: length })).read(OBJECT);
    expect(read.sha256).toBe(HEX);
    expect(await read.unpacked()).toMatch(/^dirHash:[0-9a-f]{64}$/);
    expect(methods()).toEqual(['GET']);
  });

  it('is not taken where there is more of it than S3 says', async () => {
    await expect((await code({}, { body: ARCHIVE, headers: {} })).read(OBJECT)).rejects.toThrow(
      'it is longer than the 0 bytes that S3 says',
    );
  });

  it('is not read where it is longer than any package', async () => {
    const length = { 'content-length': String(MOST_ZIPPED_BYTES + 1) };
    await expect((await code({}, { headers: length })).read(OBJECT)).rejects.toThrow(
      `it has ${MOST_ZIPPED_BYTES + 1} bytes or more`,
    );
  });
});
