import * as v from 'valibot';

/**
 * What can be attested: `unit`, `security`, `qa-lead` … It is the name of an alias of the function that writes attestations,
 * so that who may attest what is one IAM permission: lower-case words joined by hyphens, with a letter first, 63 characters at
 * most.
 */
export const attestationKindSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  v.maxLength(63, 'must be 63 characters at most'),
);

/** What is wrong with the name of a kind, as the end of a sentence; undefined where nothing is. */
export function attestationKindProblem(kind: string): string | undefined {
  const { success, issues } = v.safeParse(attestationKindSchema, kind);
  return success ? undefined : issues[0].message;
}

/** Of what was released in staging with the same code: `sluice attest staging`. */
export const STAGING = 'staging';
