import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { releaseExternalId } from '../domain/release/external-id';

/** Keys of a role, for the clients that act as it. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** AWS STS does not let the role of a release be taken: perhaps not yet, as a role or its trust may be seconds old. */
export class ReleaseRoleDenied extends Error {
  override readonly name = 'ReleaseRoleDenied';
}

/** Takes a release's own role, by which the platform reaches what belongs to the squad, and says for which release. */
export async function assumeReleaseRole(
  client: STSClient,
  roleArn: string,
  release: { readonly id: string; readonly deploymentGroup: string; readonly functionName: string },
): Promise<RoleCredentials> {
  const { Credentials: keys } = await client.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: release.id.slice(0, 64),
      ExternalId: releaseExternalId(release),
      DurationSeconds: 3600,
    }),
  );
  if (!keys?.AccessKeyId || !keys.SecretAccessKey || !keys.SessionToken) {
    throw new Error(`STS gave no credentials for ${roleArn}.`);
  }
  return { accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey, sessionToken: keys.SessionToken };
}
