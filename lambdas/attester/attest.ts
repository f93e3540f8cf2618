import * as v from 'valibot';
import { statementOf, type Statement } from '../../lib/domain/attestation/attestation';
import { claimSchema } from '../../lib/domain/attestation/claim';
import { problemsWithoutValue } from '../../lib/domain/text/problems-without-value';
import { attestClaim, type AttestPorts } from '../../lib/flow/attest-claim';

const requestSchema = v.strictObject({
  claim: claimSchema,
  /** A presigned GetCallerIdentity. */
  proof: v.pipe(v.string(), v.nonEmpty(), v.maxLength(8192)),
});

/** The attestation as it is kept, or why nothing is. */
export type AttestAnswer = { readonly statement: Statement } | { readonly refused: string };

/**
 * Keeps an attestation. What is refused is answered and not thrown: it is no failure of the platform.
 *
 * @param invokedArn what was called: IAM lets in by its qualifier, which is the kind that may be attested
 */
export async function attest(request: unknown, invokedArn: string, ports: AttestPorts): Promise<AttestAnswer> {
  const kind = /:function:[^:]+:([^:]+)$/.exec(invokedArn)?.[1];
  if (kind === undefined)
    return { refused: 'Call the alias of what is attested: without one nobody knows what the caller may attest.' };
  const { success, output, issues } = v.safeParse(requestSchema, request);
  if (!success) return { refused: `The request to attest cannot be understood: ${problemsWithoutValue(issues)}.` };
  const attested = await attestClaim(output, kind, ports);
  return 'kept' in attested ? { statement: statementOf(attested.kept) } : attested;
}
