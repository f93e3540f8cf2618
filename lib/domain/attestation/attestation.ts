import * as v from 'valibot';
import type { CodeDigest } from '../code/code-digest';
import { attestationKindSchema } from './attestation-kind';
import { sha256Schema } from '../text/sha256';

/** Who attested, as AWS STS says it (`GetCallerIdentity`), and not as they say themselves. */
export interface Attester {
  /** Of the session, such as `arn:aws:sts::111122223333:assumed-role/QaLead/jane@example.com`. */
  readonly arn: string;
  readonly account: string;
}

/**
 * What somebody or something attested about exactly what is about to be released. Times are milliseconds since the epoch, by
 * the clock of the function that kept it. Texts are foreign.
 */
export interface Attestation {
  readonly kind: string;
  /** The SHA-256 of what is released. */
  readonly subject: string;
  /** What people call the subject: the path of its release in the app. */
  readonly name: string;
  /** What the code is, as whoever attested had it; left out where they had the subject alone. */
  readonly code?: CodeDigest | undefined;
  readonly outcome: 'pass' | 'fail';
  /** One sentence. */
  readonly said: string;
  /** What was measured, by name with the unit in it. */
  readonly figures: Readonly<Record<string, number>>;
  readonly by: Attester;
  readonly at: number;
  /** From then on it counts no more. */
  readonly expiresAt: number;
  /** The SHA-256 of the proof of who it was, which is good for one attestation. */
  readonly proof: string;
}

const time = v.pipe(v.number(), v.integer(), v.minValue(0));

/** in-toto Attestation Framework, "Statement". */
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
/** What the predicate of our statements is: a URI, as the framework asks for. */
const PREDICATE_TYPE = 'urn:sluice:attestation:v1';

const releaseSchema = v.object({ name: v.string(), digest: v.object({ sha256: sha256Schema }) });
/** in-toto Attestation Framework, "DigestSet". */
const codeSchema = v.object({
  name: v.literal('code'),
  digest: v.union([v.object({ dirHash: sha256Schema }), v.object({ sha256: sha256Schema })]),
});

/**
 * An attestation as an in-toto statement, which others can read; it is kept as such. It is about what is released, and about
 * its code where that was said.
 */
export const statementSchema = v.object({
  _type: v.literal(STATEMENT_TYPE),
  subject: v.union([v.strictTuple([releaseSchema]), v.strictTuple([releaseSchema, codeSchema])]),
  predicateType: v.literal(PREDICATE_TYPE),
  predicate: v.object({
    kind: attestationKindSchema,
    outcome: v.picklist(['pass', 'fail']),
    said: v.string(),
    figures: v.record(v.string(), v.number()),
    by: v.object({ arn: v.string(), account: v.string() }),
    at: time,
    expiresAt: time,
    proof: sha256Schema,
  }),
});

export type Statement = v.InferOutput<typeof statementSchema>;

export function statementOf({ subject, name, code, ...predicate }: Attestation): Statement {
  const release = { name, digest: { sha256: subject } };
  return {
    _type: STATEMENT_TYPE,
    subject: code === undefined ? [release] : [release, { name: 'code', digest: digestSet(code) }],
    predicateType: PREDICATE_TYPE,
    predicate,
  };
}

export function attestationOf({ subject: [{ name, digest }, code], predicate }: Statement): Attestation {
  return { ...predicate, name, subject: digest.sha256, ...(code ? { code: codeDigest(code.digest) } : {}) };
}

type DigestSet = v.InferOutput<typeof codeSchema>['digest'];

function digestSet(code: CodeDigest): DigestSet {
  const hex = code.slice(code.indexOf(':') + 1);
  return code.startsWith('dirHash:') ? { dirHash: hex } : { sha256: hex };
}

function codeDigest(digest: DigestSet): CodeDigest {
  return 'dirHash' in digest ? `dirHash:${digest.dirHash}` : `sha256:${digest.sha256}`;
}
