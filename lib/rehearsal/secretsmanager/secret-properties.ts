import * as v from 'valibot';
import { tags } from '../kernel/template-values';
import { GENERATE_SECRET_STRING } from './generate-secret';

/** The properties of `AWS::SecretsManager::Secret`. */
export const SECRET_PROPERTIES = {
  Description: v.optional(v.string()),
  GenerateSecretString: v.optional(GENERATE_SECRET_STRING),
  /** Nothing is encrypted. */
  KmsKeyId: v.optional(v.string()),
  Name: v.optional(v.string()),
  SecretString: v.optional(v.string()),
  Tags: tags,
};

export type SecretProperties = v.InferOutput<v.StrictObjectSchema<typeof SECRET_PROPERTIES, undefined>>;
