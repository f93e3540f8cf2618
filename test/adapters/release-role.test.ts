import { STSClient } from '@aws-sdk/client-sts';
import { assumeReleaseRole } from '../../lib/adapters/release-role';
import { loopback, type Loopback } from './loopback';

const ROLE = 'arn:aws:iam::123456789012:role/sluice/main/chat';

const release = { id: 'd-1', deploymentGroup: 'chat-live', functionName: 'chat' };

let server: Loopback | undefined;
let client: STSClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function sts(result: string): Promise<STSClient> {
  const body = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>${result}</AssumeRoleResult></AssumeRoleResponse>`;
  server = await loopback(() => ({ headers: { 'content-type': 'text/xml' }, body }));
  client = new STSClient(server.client);
  return client;
}

describe('the role of a release', () => {
  it('is taken in a session named after the release, in the name of its group and function, for an hour', async () => {
    const answer =
      '<Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken></Credentials>';
    expect(await assumeReleaseRole(await sts(answer), ROLE, release)).toEqual({
      accessKeyId: 'A',
      secretAccessKey: 'S',
      sessionToken: 'T',
    });
    expect(Object.fromEntries(new URLSearchParams(server?.seen[0]?.body))).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: ROLE,
      RoleSessionName: 'd-1',
      ExternalId: 'chat-live/chat',
      DurationSeconds: '3600',
    });
  });

  it('is taken in a session of 64 characters at most, as STS allows', async () => {
    const asking = assumeReleaseRole(await sts(''), ROLE, { ...release, id: 'd'.repeat(70) });
    await expect(asking).rejects.toThrow();
    expect(new URLSearchParams(server?.seen[0]?.body).get('RoleSessionName')).toBe('d'.repeat(64));
  });

  it('is an error by its name where STS gives only a part of the keys', async () => {
    const answer = '<Credentials><AccessKeyId>A</AccessKeyId></Credentials>';
    await expect(assumeReleaseRole(await sts(answer), ROLE, release)).rejects.toThrow(
      `STS gave no credentials for ${ROLE}.`,
    );
  });
});
