import { shortDigest, type CodeDigest } from '../code/code-digest';
import type { Reason } from '../gate/verdict';
import { timeText } from '../text/figures';
import { oneLine } from '../text/one-line';
import type { Attestation } from './attestation';

/** What was attested, told apart by the bytes that it is about. */
export interface AttestedBytes {
  /** What is of the bytes that are released. */
  readonly counted: readonly Attestation[];
  /** What is of others, or of nobody knows which. */
  readonly others: readonly Attestation[];
}

/**
 * What of the attestations of a subject is about its bytes. A subject is a name, and an asset's id may be chosen by hand, so
 * the name alone proves nothing. One that says no bytes, as of somebody who had no more than the subject, is of those that were last
 * attested before it; where there are none, it is of nothing. A no needs no bytes.
 *
 * @param digest of what is released; undefined where nobody can say it, and then all of them count
 */
export function ofTheseBytes(attestations: readonly Attestation[], digest: CodeDigest | undefined): AttestedBytes {
  if (digest === undefined) return { counted: attestations, others: [] };
  const [counted, others]: [Attestation[], Attestation[]] = [[], []];
  let lastSaid: CodeDigest | undefined;
  for (const one of [...attestations].sort((left, right) => left.at - right.at)) {
    lastSaid = one.code ?? lastSaid;
    const isNo = one.outcome === 'fail' && one.code === undefined;
    (isNo || lastSaid === digest ? counted : others).push(one);
  }
  return { counted, others };
}

/** Why what was attested of a kind does not count, where it is all of other bytes; undefined where there is none. */
export function otherBytesReason(kind: string, others: readonly Attestation[]): Reason | undefined {
  const latest = others.findLast((one) => one.kind === kind);
  if (!latest) return undefined;
  const { at, by, code } = latest;
  const whose = `\`${kind}\` was attested at ${timeText(at)} by ${oneLine(by.arn)}`;
  return code === undefined
    ? {
        code: 'attested-of-no-bytes',
        message: `${whose} by its subject alone, and nobody had said which code that is, or it was other code: attest it once more by --assembly.`,
      }
    : {
        code: 'attested-of-other-bytes',
        message: `${whose} of other code (${shortDigest(code)}) than is released: attest what is released, from its own assembly.`,
      };
}
