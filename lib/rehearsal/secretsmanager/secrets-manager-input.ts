import * as v from 'valibot';

const SecretId = v.string();

/** What each operation takes: Secrets Manager API Reference. A member that is not listed stops the rehearsal by name. */
export const SECRETS_INPUT = {
  DescribeSecret: v.strictObject({ SecretId }),
  GetSecretValue: v.strictObject({
    SecretId,
    VersionId: v.optional(v.string()),
    VersionStage: v.optional(v.string()),
  }),
  PutSecretValue: v.strictObject({
    ClientRequestToken: v.optional(v.string()),
    /** Base64. */
    SecretBinary: v.optional(v.string()),
    SecretId,
    SecretString: v.optional(v.string()),
    VersionStages: v.optional(v.array(v.string()), ['AWSCURRENT']),
  }),
};
