import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import type { PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import { operation, serviceApi } from '../kernel/service-api';
import type { Caller, IssuedKey } from '../kernel/wire';

const HOUR_MS = 3_600_000;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** AWS Security Token Service API Reference, AssumeRole, `RoleSessionName`. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

export interface CredentialsPorts {
  readonly place: Place;
  readonly randomness: Randomness;
  /** Virtual milliseconds since the epoch. */
  now(): number;
  /** The unique id of a role of the account, such as `AROAEXAMPLE`. */
  roleId(roleArn: string): string | undefined;
}

/**
 * The keys of the account: one per session of a role, so that every signed call tells which session made it. Key, secret
 * and token follow from the seed, the role and the session's name, so that a session has the same ones whenever it asks.
 */
export class Credentials {
  private readonly keys = new Map<string, IssuedKey>();

  constructor(private readonly ports: CredentialsPorts) {}

  /** What was issued with an access key. */
  keyOf(accessKeyId: string): IssuedKey | undefined {
    return this.keys.get(accessKeyId);
  }

  /** The environment variables that sign calls as a session of a role. */
  variables(roleArn: string, sessionName: string): Readonly<Record<string, string>> {
    const { accessKeyId, secretAccessKey, sessionToken } = this.issue({ roleArn, sessionName });
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
  }

  /** `AssumeRole` and `GetCallerIdentity`: AWS Security Token Service API Reference. */
  readonly api = serviceApi('sts', {
    AssumeRole: ({ RoleArn, RoleSessionName }) => {
      const roleArn = String(RoleArn);
      const sessionName = String(RoleSessionName);
      if (!SESSION_NAME.test(sessionName)) {
        throw new ApiError(
          'ValidationError',
          `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: ` +
            'Member must satisfy regular expression pattern: [\\w+=,.@-]{2,64}',
        );
      }
      const { accessKeyId, secretAccessKey, sessionToken } = this.issue({ roleArn, sessionName });
      const { UserId, Arn } = this.identity({ roleArn, sessionName });
      return {
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: new Date(this.ports.now() + HOUR_MS).toISOString(),
        },
        AssumedRoleUser: { AssumedRoleId: UserId, Arn },
      };
    },
    GetCallerIdentity: operation(v.strictObject({ Version: v.optional(v.string()) }), (_, { caller }) =>
      this.identity(caller),
    ),
  });

  /**
   * Service Authorization Reference, "AWS Security Token Service". `GetCallerIdentity` needs none: AWS answers it even
   * where a policy denies it (API Reference, GetCallerIdentity).
   */
  readonly permissions: PermissionsNeeded = (operation, { RoleArn, RoleSessionName, ExternalId }) => {
    if (operation === 'GetCallerIdentity') return [];
    const given = (value: unknown) => (typeof value === 'string' ? [value] : []);
    const context = { 'sts:ExternalId': given(ExternalId), 'sts:RoleSessionName': given(RoleSessionName) };
    return [{ action: `sts:${operation}`, resource: String(RoleArn), context }];
  };

  /** The ARN of a session says nothing of its role's path. */
  private identity({ roleArn, sessionName = '' }: Caller) {
    const { place, randomness } = this.ports;
    const name = roleArn.split('/').at(-1) ?? '';
    const id = this.ports.roleId(roleArn) ?? `AROA${randomness.identifier(`role ${name}`, 17)}`;
    return {
      UserId: `${id}:${sessionName}`,
      Account: place.accountId,
      Arn: place.arn('sts', `assumed-role/${name}/${sessionName}`),
    };
  }

  private issue(caller: Required<Caller>): IssuedKey {
    const { randomness } = this.ports;
    const session = `${caller.roleArn} ${caller.sessionName}`;
    const key = {
      caller,
      accessKeyId: `ASIA${randomness.identifier(`key of ${session}`, 16)}`,
      secretAccessKey: randomness.identifier(`secret of ${session}`, 40, BASE64),
      sessionToken: randomness.identifier(`token of ${session}`, 120, BASE64),
    };
    this.keys.set(key.accessKeyId, key);
    return key;
  }
}
