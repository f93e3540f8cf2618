import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3 } from '../../../lib/rehearsal/s3/s3';

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

const send = (method: string, path: string) =>
  Promise.resolve().then(() => s3.wire({ method, path, headers: {}, body: Buffer.from('') }, caller));

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
    await expect(send('GET', '/assets/nobody.yaml?x-id=GetObject')).resolves.toEqual({
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
