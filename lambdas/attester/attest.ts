import * as v from 'valibot';
import { statementOf, type Statement } from '../../lib/domain/attestation/attestation';
import { claimSchema } from '../../lib/domain/attestation/claim';
import { attestClaim, type AttestPorts } from '../../lib/flow/attest-claim';
import { parsed } from '../parsed';

const requestSchema = v.strictObject({
  claim: claimSchema,
  /** A presigned GetCallerIdentity. */
  proof: v.pipe(v.string(), v.nonEmpty(), v.maxLength(8192)),
});

/**
 * Keeps an attestation, and answers it as it is kept.
 *
 * @param invokedArn what was called: IAM lets in by its qualifier, which is the kind that may be attested
 */
export async function attest(request: unknown, invokedArn: string, ports: AttestPorts): Promise<Statement> {
  const kind = /:function:[^:]+:([^:]+)$/.exec(invokedArn)?.[1];
  if (kind === undefined)
    throw new Error('Call the alias of what is attested: without one nobody knows what the caller may attest.');
  const asked = parsed('The request to attest', requestSchema, request);
  return statementOf(await attestClaim(asked, kind, ports));
}
