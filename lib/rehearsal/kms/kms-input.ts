import * as v from 'valibot';

const KeyId = v.string();
const SigningAlgorithm = v.string();
/** Node.js signs what it has hashed itself, so a digest that a caller has made stops the rehearsal by name. */
const signed = { Message: v.string(), MessageType: v.optional(v.literal('RAW'), 'RAW') };

/** What each operation takes: AWS KMS API Reference. A member that is not listed stops the rehearsal by name. */
export const KMS_INPUT = {
  DescribeKey: v.strictObject({ KeyId }),
  GetPublicKey: v.strictObject({ KeyId }),
  Sign: v.strictObject({ KeyId, SigningAlgorithm, ...signed }),
  Verify: v.strictObject({ KeyId, SigningAlgorithm, ...signed, Signature: v.string() }),
};
