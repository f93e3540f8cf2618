import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { S3, s3Permissions } from '../../../lib/rehearsal/s3/s3';
import { s3Protocol } from '../../../lib/rehearsal/s3/s3-protocol';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
const folder = mkdtempSync(join(tmpdir(), 'sluice-s3-'));
const s3 = new S3();

beforeAll(() => {
  mkdirSync(join(folder, 'code'));
  writeFileSync(join(folder, 'suite.yaml'), 'name: Grüezi\n');
  s3.put('assets', 'suite.yaml', join(folder, 'suite.yaml'));
  s3.put('assets', 'deep/a b.yaml', join(folder, 'suite.yaml'));
  s3.put('assets', 'code.zip', join(folder, 'code'));
  s3.put('assets', 'gone.zip', join(folder, 'gone'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const send = async (method: string, path: string) => {
  const { operation, input } = s3Protocol.read({ method, path, headers: {}, body: Buffer.from('') }, caller);
  return s3Protocol.answer(await s3.api(operation, input, caller), operation);
};

describe('published assets', () => {
  it('are folders where archives are asked for', () => {
    expect(s3.directory('assets', 'code.zip')).toBe(join(folder, 'code'));
  });

  it.each(['suite.yaml', 'gone.zip', 'nobody.zip'])('are no folder: %s', (key) => {
    expect(s3.directory('assets', key)).toBeUndefined();
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
    ['PUT', '/assets/suite.yaml?x-id=PutObject', 's3: PutObject /assets/suite.yaml'],
    ['HEAD', '/assets/suite.yaml', 's3: HEAD /assets/suite.yaml'],
    ['DELETE', '/assets/suite.yaml?x-id=DeleteObject', 's3: DeleteObject /assets/suite.yaml'],
    ['GET', '/assets/suite.yaml', 's3: GET /assets/suite.yaml'],
    ['GET', '/assets?list-type=2', 's3: GET /assets'],
    ['GET', '/', 's3: GET /'],
  ])('stops by name at %s %s', async (method, path, what) => {
    await expect(send(method, path)).rejects.toMatchObject({ code: 'NOT_EMULATED', what });
  });
});

it('needs a permission on the object', () => {
  expect(s3Permissions('GetObject', { Bucket: 'assets', Key: 'deep/a b.yaml' })).toEqual([
    { action: 's3:GetObject', resource: 'arn:aws:s3:::assets/deep/a b.yaml' },
  ]);
});
