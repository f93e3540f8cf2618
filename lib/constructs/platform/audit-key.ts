import { Annotations, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { auditKeyCost } from '../../domain/cost/audit-key-cost';

/** What is wrong with a key that exports are to be signed by, as one sentence; only one that the app makes can be seen. */
export function auditKeyProblem(key: kms.IKey): string | undefined {
  const made = key.node.defaultChild;
  if (!(made instanceof kms.CfnKey)) return undefined;
  const { keySpec = 'SYMMETRIC_DEFAULT', keyUsage = 'ENCRYPT_DECRYPT' } = made;
  if (Token.isUnresolved(keySpec) || Token.isUnresolved(keyUsage)) return undefined;
  if (keySpec === 'ECC_NIST_P256' && keyUsage === 'SIGN_VERIFY') return undefined;
  return `\`auditKey\` must be a key with keySpec ECC_NIST_P256 and keyUsage SIGN_VERIFY, by which exports are signed; got: ${keySpec}, ${keyUsage}`;
}

/** Says at synth what signing costs. */
export function sayAuditKeyCost(platform: Construct): void {
  Annotations.of(platform).addInfoV2('sluice:auditKeyCost', auditKeyCost());
}
