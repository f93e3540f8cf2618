import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';

/** Keys of a role, for the clients that act as it. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Takes a release's own role, by which the platform reaches what belongs to the squad. */
export async function assumeReleaseRole(client: STSClient, roleArn: string, session: string): Promise<RoleCredentials> {
  const { Credentials: keys } = await client.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: session.slice(0, 64), DurationSeconds: 3600 }),
  );
  if (!keys?.AccessKeyId || !keys.SecretAccessKey || !keys.SessionToken) {
    throw new Error(`STS gave no credentials for ${roleArn}.`);
  }
  return { accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey, sessionToken: keys.SessionToken };
}
