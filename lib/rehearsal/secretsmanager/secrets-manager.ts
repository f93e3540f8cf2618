import { ApiError } from '../kernel/api-error';
import type { PermissionsNeeded } from '../kernel/permission';
import type { ResourceProvider } from '../kernel/resource-provider';
import { operation, serviceApi } from '../kernel/service-api';
import { CURRENT, type Secret, type SecretValue } from './secret';
import { secretResource } from './secret-resource';
import { Secrets, type SecretsManagerPorts } from './secrets';
import { SECRETS_INPUT } from './secrets-manager-input';

export type { SecretsManagerPorts } from './secrets';

/** AWS Secrets Manager: secrets with versions and stages. Nothing is encrypted or rotated. */
export class SecretsManager {
  readonly providers: readonly ResourceProvider[];
  private readonly secrets: Secrets;

  constructor(private readonly ports: SecretsManagerPorts) {
    this.secrets = new Secrets(ports);
    this.providers = [secretResource(this.secrets)];
  }

  /** The text of a secret at a stage, by name or ARN; undefined where there is none. */
  secretString(secretId: string, stage: string = CURRENT): string | undefined {
    try {
      const { value } = this.secrets.get(secretId).find(undefined, stage);
      return 'SecretString' in value ? value.SecretString : undefined;
    } catch (error) {
      if (error instanceof ApiError) return undefined;
      throw error;
    }
  }

  /** Secrets Manager API Reference: GetSecretValue, PutSecretValue and DescribeSecret. */
  readonly api = serviceApi('secretsmanager', {
    GetSecretValue: operation(SECRETS_INPUT.GetSecretValue, ({ SecretId, VersionId, VersionStage }) =>
      this.read(SecretId, VersionId, VersionStage),
    ),
    PutSecretValue: operation(SECRETS_INPUT.PutSecretValue, (given) => {
      const secret = this.secrets.get(given.SecretId);
      const id = given.ClientRequestToken ?? this.secrets.versionId();
      const version = secret.put(id, valueOf(given), given.VersionStages, this.ports.now());
      return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
    }),
    DescribeSecret: operation(SECRETS_INPUT.DescribeSecret, ({ SecretId }) => describe(this.secrets.get(SecretId))),
  });

  /** Service Authorization Reference, "AWS Secrets Manager". */
  readonly permissions: PermissionsNeeded = (operation, { SecretId }) => {
    const id = String(SecretId);
    const unknown = id.startsWith('arn:') ? id : this.ports.place.arn('secretsmanager', `secret:${id}`);
    return [{ action: `secretsmanager:${operation}`, resource: this.secrets.find(id)?.arn ?? unknown }];
  };

  private read(secretId: string, versionId: string | undefined, stage: string | undefined) {
    const secret = this.secrets.get(secretId);
    const { id, value, createdAt, stages } = secret.find(versionId, stage);
    // Secrets Manager keeps the day of the last access only.
    secret.lastAccessedAt = Math.floor(this.ports.now() / DAY_MS) * DAY_MS;
    return {
      ARN: secret.arn,
      CreatedDate: createdAt / 1000,
      Name: secret.name,
      ...value,
      VersionId: id,
      VersionStages: stages,
    };
  }
}

const DAY_MS = 86_400_000;

function valueOf(given: {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: string | undefined;
}): SecretValue {
  const { SecretString, SecretBinary } = given;
  if (SecretString !== undefined && SecretBinary === undefined) return { SecretString };
  if (SecretBinary !== undefined && SecretString === undefined) return { SecretBinary };
  throw new ApiError('InvalidParameterException', 'You must provide either SecretString or SecretBinary.');
}

/** Dates are in seconds since the epoch, as the wire has them. */
function describe(secret: Secret) {
  const { description, kmsKeyId, lastAccessedAt, tags } = secret;
  return {
    ARN: secret.arn,
    Name: secret.name,
    CreatedDate: secret.createdAt / 1000,
    LastChangedDate: secret.lastChangedAt / 1000,
    ...(description === undefined ? {} : { Description: description }),
    ...(kmsKeyId === undefined ? {} : { KmsKeyId: kmsKeyId }),
    ...(lastAccessedAt === undefined ? {} : { LastAccessedDate: lastAccessedAt / 1000 }),
    ...(tags === undefined ? {} : { Tags: tags }),
    VersionIdsToStages: secret.stages(),
  };
}
