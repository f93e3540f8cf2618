import { canonicalSha256 } from '../../lib/adapters/canonical-json';
import { identifySigner } from '../../lib/adapters/sts-identity';
import { requiredEnvironment } from '../required-environment';
import { attestations } from '../tables';
import { attest, type AttestAnswer } from './attest';

const ports = {
  platformName: requiredEnvironment('PLATFORM_NAME'),
  region: requiredEnvironment('AWS_REGION'),
  mostValidSeconds: Number(requiredEnvironment('MOST_VALID_SECONDS')),
  attestations: attestations(),
  identify: identifySigner,
  digest: canonicalSha256,
  now: () => Date.now(),
};

/** Called by CI and by people, by the alias of what they attest. */
export async function handler(
  request: unknown,
  { invokedFunctionArn }: { readonly invokedFunctionArn: string },
): Promise<AttestAnswer> {
  return attest(request, invokedFunctionArn, ports);
}
