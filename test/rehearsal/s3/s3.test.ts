import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { S3, s3Permissions } from '../../../lib/rehearsal/s3/s3';
import { s3Protocol } from '../../../lib/rehearsal/s3/s3-protocol';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
const TEXT = 'name: Grüezi\n';
const MIB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'sluice-s3-'));
const s3 = new S3();

beforeAll(() => {
  mkdirSync(join(folder, 'code'));
  writeFileSync(join(folder, 'suite.yaml'), TEXT);
  writeFileSync(join(folder, 'code', 'index.js'), Buffer.from([0xff, 0x00, 0xfe]));
  s3.put('assets', 'suite.yaml', join(folder, 'suite.yaml'));
  s3.put('assets', 'deep/a b.yaml', join(folder, 'suite.yaml'));
  s3.put('assets', 'code.zip', join(folder, 'code'));
  s3.put('assets', 'gone.zip', join(folder, 'gone'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const send = async (method: string, path: string, headers: Readonly<Record<string, string>> = {}) => {
  const { operation, input } = s3Protocol.read({ method, path, headers, body: Buffer.from('') }, caller);
  return s3Protocol.answer(await s3.api(operation, input, caller), operation);
};

describe('published assets', () => {
  it('are folders where archives are asked for', () => {
    expect(s3.archive('assets', 'code.zip')?.directory).toBe(join(folder, 'code'));
  });

  it.each(['suite.yaml', 'gone.zip', 'nobody.zip'])('are no folder: %s', (key) => {
    expect(s3.archive('assets', key)).toBeUndefined();
  });

  it('are text where files are asked for', () => {
    expect(s3.text('assets', 'suite.yaml')).toBe('name: Grüezi\n');
    expect(s3.text('assets', 'nobody.yaml')).toBeUndefined();
    expect(s3.text('other', 'suite.yaml')).toBeUndefined();
  });
});

describe('the API of S3', () => {
  it.each(['/assets/suite.yaml?x-id=GetObject', '/assets/deep/a%20b.yaml?x-id=GetObject'])(
    'gets the object at %s',
    async (path) => {
      await expect(send('GET', path)).resolves.toMatchObject({ status: 200, body: 'name: Grüezi\n' });
    },
  );

  it('says by the name of AWS that there is no such object', async () => {
    const refused = send('GET', '/assets/nobody.yaml?x-id=GetObject').catch((error: unknown) =>
      s3Protocol.refuse(error as ApiError),
    );
    await expect(refused).resolves.toEqual({
      status: 404,
      headers: { 'content-type': 'application/xml' },
      body: '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>',
    });
  });

  it.each([
    ['PUT', '/assets?x-id=PutObject', 's3: PutObject /assets'],
    ['PUT', '/assets/suite.yaml?x-id=PutObjectAcl', 's3: PutObjectAcl /assets/suite.yaml'],
    ['HEAD', '/assets', 's3: HeadObject /assets'],
    ['GET', '/assets/suite.yaml?x-id=GetObject&versionId=1', 'versionId of s3:GetObject'],
    ['HEAD', '/assets/suite.yaml?partNumber=1', 'partNumber of s3:HeadObject'],
    ['DELETE', '/assets/suite.yaml?x-id=DeleteObject', 's3: DeleteObject /assets/suite.yaml'],
    ['GET', '/assets/suite.yaml', 's3: GET /assets/suite.yaml'],
    ['GET', '/assets?list-type=2', 's3: GET /assets'],
    ['GET', '/', 's3: GET /'],
  ])('stops by name at %s %s', async (method, path, what) => {
    await expect(send(method, path)).rejects.toMatchObject({ code: 'NOT_EMULATED', what });
  });
});

const CHECKSUM = { 'x-amz-checksum-mode': 'ENABLED' };
const digest = (algorithm: string, content: Buffer) => createHash(algorithm).update(content).digest();

describe('what S3 says of an object', () => {
  const HEAD = '/assets/suite.yaml';

  it('is its length and its entity tag, without its bytes', async () => {
    const { headers, body } = await send('HEAD', HEAD);
    const etag = digest('md5', Buffer.from(TEXT)).toString('hex');
    expect(headers).toEqual({ 'content-type': 'application/octet-stream', 'content-length': '14', etag: `"${etag}"` });
    expect(body).toBe('');
  });

  it.each(['HEAD', 'GET'])('is the checksum too, where it is asked for by %s', async (method) => {
    const path = method === 'GET' ? `${HEAD}?x-id=GetObject` : HEAD;
    await expect(send(method, path, CHECKSUM)).resolves.toMatchObject({
      headers: {
        'x-amz-checksum-sha256': digest('sha256', Buffer.from(TEXT)).toString('base64'),
        'x-amz-checksum-type': 'FULL_OBJECT',
      },
    });
  });

  it('is of an archive what its bytes are', async () => {
    const { bytes, headers } = await send('GET', '/assets/code.zip?x-id=GetObject', CHECKSUM);
    const sha256 = digest('sha256', bytes!).toString('base64');
    expect(headers['x-amz-checksum-sha256']).toBe(sha256);
    expect(headers['content-length']).toBe(String(bytes!.length));
    expect(s3.archive('assets', 'code.zip')?.sha256()).toBe(sha256);
  });

  it('is of what is uploaded in parts the checksum of their checksums', async () => {
    const content = Buffer.alloc(12 * MIB, 'abc');
    writeFileSync(join(folder, 'large'), content);
    s3.put('assets', 'large', join(folder, 'large'));
    const parts = [0, 5, 10].map((from) => content.subarray(from * MIB, (from + 5) * MIB));
    const composite = (algorithm: string) =>
      digest(algorithm, Buffer.concat(parts.map((part) => digest(algorithm, part))));
    await expect(send('HEAD', '/assets/large', CHECKSUM)).resolves.toMatchObject({
      headers: {
        'content-length': String(12 * MIB),
        etag: `"${composite('md5').toString('hex')}-3"`,
        'x-amz-checksum-sha256': `${composite('sha256').toString('base64')}-3`,
        'x-amz-checksum-type': 'COMPOSITE',
      },
    });
  });

  it.each([
    [5 * MIB, 'FULL_OBJECT'],
    [5 * MIB + 1, 'COMPOSITE'],
  ])('is of %d bytes a checksum of the type %s', async (size, type) => {
    writeFileSync(join(folder, String(size)), Buffer.alloc(size));
    s3.put('assets', String(size), join(folder, String(size)));
    const { headers } = await send('HEAD', `/assets/${size}`, CHECKSUM);
    expect(headers['x-amz-checksum-type']).toBe(type);
  });

  it('is nothing where there is no such object', async () => {
    await expect(send('HEAD', '/assets/nobody.yaml')).rejects.toMatchObject({ code: 'NotFound', statusCode: 404 });
  });

  it('stops by name where a part of it is asked for', async () => {
    await expect(send('GET', `${HEAD}?x-id=GetObject`, { range: 'bytes=0-1' })).rejects.toMatchObject({
      what: 'range of s3:GetObject',
    });
  });
});

describe('an object that a call puts', () => {
  const put = async (path: string, text: string, headers: Readonly<Record<string, string>> = {}) => {
    const { operation, input } = s3Protocol.read({ method: 'PUT', path, headers, body: Buffer.from(text) }, caller);
    return s3Protocol.answer(await s3.api(operation, input, caller), operation);
  };

  it('is there at once, in place of one of its name, with the entity tag of its bytes', async () => {
    const { status, headers } = await put('/assets/put.json?x-id=PutObject', '{"a":"ü"}');
    expect(status).toBe(200);
    expect(headers.etag).toBe(`"${digest('md5', Buffer.from('{"a":"ü"}')).toString('hex')}"`);
    expect(s3.text('assets', 'put.json')).toBe('{"a":"ü"}');
    await put('/assets/put.json?x-id=PutObject', 'else');
    await expect(send('GET', '/assets/put.json?x-id=GetObject')).resolves.toMatchObject({ body: 'else' });
    expect(s3.archive('assets', 'put.json')).toBeUndefined();
  });

  it('needs a bucket', async () => {
    await expect(put('/nowhere/put.json?x-id=PutObject', '')).rejects.toMatchObject({
      code: 'NoSuchBucket',
      statusCode: 404,
    });
  });

  it.each([
    ['x-amz-tagging', 'a=b', 'x-amz-tagging of s3:PutObject'],
    ['x-amz-server-side-encryption', 'aws:kms', 'x-amz-server-side-encryption of s3:PutObject'],
    ['if-none-match', '*', 'if-none-match of s3:PutObject'],
    ['content-encoding', 'aws-chunked', 'A body sent as aws-chunked (a stream) of s3:PutObject'],
  ])('stops by name at %s', async (header, value, what) => {
    await expect(put('/assets/put.json?x-id=PutObject', '', { [header]: value })).rejects.toMatchObject({ what });
  });

  it('needs a permission of its own', () => {
    expect(s3Permissions('PutObject', { Bucket: 'assets', Key: 'a' })).toEqual([
      { action: 's3:PutObject', resource: 'arn:aws:s3:::assets/a' },
    ]);
  });
});

it.each(['GetObject', 'HeadObject'])('needs a permission on the object for %s', (operation) => {
  expect(s3Permissions(operation, { Bucket: 'assets', Key: 'deep/a b.yaml' })).toEqual([
    { action: 's3:GetObject', resource: 'arn:aws:s3:::assets/deep/a b.yaml' },
  ]);
});
