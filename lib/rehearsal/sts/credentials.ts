import type { PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import { serviceApi } from '../kernel/service-api';

const HOUR_MS = 3_600_000;

/** The keys of the account: one per role, so that every signed call tells which role made it. */
export class Credentials {
  private readonly roleOfKey = new Map<string, string>();

  constructor(
    private readonly place: Place,
    private readonly randomness: Randomness,
    private readonly now: () => number,
  ) {}

  /** The role that an access key was issued for. */
  roleOf(accessKeyId: string): string | undefined {
    return this.roleOfKey.get(accessKeyId);
  }

  /** The environment variables that sign calls as a role. */
  variables(roleArn: string): Readonly<Record<string, string>> {
    const key = this.issue(roleArn);
    return {
      AWS_ACCESS_KEY_ID: key.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: key.SecretAccessKey,
      AWS_SESSION_TOKEN: key.SessionToken,
    };
  }

  /** STS, as far as handlers call it: `AssumeRole`. */
  readonly api = serviceApi('sts', {
    AssumeRole: ({ RoleArn, RoleSessionName }) => {
      const roleArn = String(RoleArn);
      const session = String(RoleSessionName);
      return {
        Credentials: { ...this.issue(roleArn), Expiration: new Date(this.now() + HOUR_MS).toISOString() },
        AssumedRoleUser: {
          AssumedRoleId: `AROA:${session}`,
          Arn: this.place.arn('sts', `assumed-role/${roleArn.split('/').at(-1) ?? ''}/${session}`),
        },
      };
    },
  });

  /** Service Authorization Reference, "AWS Security Token Service". */
  readonly permissions: PermissionsNeeded = (operation, { RoleArn, RoleSessionName, ExternalId }) => {
    const given = (value: unknown) => (typeof value === 'string' ? [value] : []);
    const context = { 'sts:ExternalId': given(ExternalId), 'sts:RoleSessionName': given(RoleSessionName) };
    return [{ action: `sts:${operation}`, resource: String(RoleArn), context }];
  };

  private issue(roleArn: string) {
    const AccessKeyId = `ASIA${this.randomness.identifier(`key of ${roleArn}`, 16)}`;
    this.roleOfKey.set(AccessKeyId, roleArn);
    return { AccessKeyId, SecretAccessKey: 'rehearsal', SessionToken: 'rehearsal' };
  }
}
