import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';

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

export function parseInput<S extends v.GenericSchema>(
  schema: S,
  operation: string,
  input: unknown,
  where: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  throw new NotEmulated(`${v.getDotPath(parsed.issues[0]) ?? 'This input'} of secretsmanager:${operation}`, where);
}
