import { LambdaClient } from '@aws-sdk/client-lambda';
import { LambdaPublishedVersions } from '../../lib/adapters/lambda-published-versions';
import { loopback } from './loopback';

/** As Lambda answers, with what it says beside what a version is made of. */
const SAID = {
  ...{ FunctionName: 'chat', FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:chat:8', Version: '8' },
  ...{ CodeSha256: 'Zm9v', CodeSize: 12, Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 3, MemorySize: 128 },
  ...{ Environment: { Variables: { TABLE: 'shelf', MODE: 'fast' } }, Architectures: ['arm64'] },
  ...{ State: 'Active', LastModified: '2026-01-05T09:00:00.000+0000', RevisionId: 'one' },
};

/** The digest of what Lambda says, with these changes. */
async function digest(change: object = {}): Promise<string> {
  const server = await loopback(() => ({ body: JSON.stringify({ ...SAID, ...change }) }));
  const client = new LambdaClient(server.client);
  try {
    const found = await new LambdaPublishedVersions(client).digest('chat', '8');
    expect(server.seen.map(({ url }) => url)).toEqual(['/2015-03-31/functions/chat/configuration?Qualifier=8']);
    return found;
  } finally {
    client.destroy();
    await server.close();
  }
}

describe('a digest of what is published', () => {
  it('is a SHA-256, the same for the same, in whichever order Lambda says it', async () => {
    expect(await digest()).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest({ Environment: { Variables: { MODE: 'fast', TABLE: 'shelf' } } })).toBe(await digest());
  });

  it.each<[string, object]>([
    ['the code', { CodeSha256: 'YmFy' }],
    ['the environment', { Environment: { Variables: { TABLE: 'shelf', MODE: 'slow' } } }],
    ['the memory', { MemorySize: 256 }],
    ['the role', { Role: 'arn:aws:iam::123456789012:role/other' }],
    ['a layer', { Layers: [{ Arn: 'arn:aws:lambda:eu-west-1:123456789012:layer:libs:2' }] }],
    ['what a security group lets through', { VpcConfig: { SubnetIds: ['s'], SecurityGroupIds: ['g'] } }],
  ])('is another one where %s is', async (_, change) => {
    expect(await digest(change)).not.toBe(await digest());
  });

  it.each<[string, object]>([
    ['the state', { State: 'Inactive', LastUpdateStatus: 'Successful' }],
    ['the date', { LastModified: '2026-02-05T09:00:00.000+0000', RevisionId: 'two' }],
    [
      'the patch of the runtime',
      { RuntimeVersionConfig: { RuntimeVersionArn: 'arn:aws:lambda:eu-west-1::runtime:1' } },
    ],
  ])('stays where Lambda itself changes %s', async (_, change) => {
    expect(await digest(change)).toBe(await digest());
  });

  it('is none where Lambda does not say what the code is', async () => {
    await expect(digest({ CodeSha256: undefined })).rejects.toThrow('Lambda does not say what the code of chat is.');
  });
});

describe('what Lambda says of the code of a version', () => {
  const hex = 'ab'.repeat(32);

  it.each<[string, object, object | undefined]>([
    ['of an archive', { CodeSha256: Buffer.from(hex, 'hex').toString('base64') }, { sha256: hex, isImage: false }],
    ['of an image', { CodeSha256: hex, PackageType: 'Image' }, { sha256: hex, isImage: true }],
    ['that is no digest', { CodeSha256: 'Zm9v' }, undefined],
  ])('is a SHA-256 in hexadecimal digits, %s', async (_, change, expected) => {
    const server = await loopback(() => ({ body: JSON.stringify({ ...SAID, ...change }) }));
    const client = new LambdaClient(server.client);
    const code = await new LambdaPublishedVersions(client).code('chat', '8').catch(() => undefined);
    expect(code).toEqual(expected);
    client.destroy();
    await server.close();
  });
});
