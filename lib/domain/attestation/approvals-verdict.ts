import type { CommitFacts } from '../facts/commit-facts';
import type { Reason, Verdict } from '../gate/verdict';
import { timeText } from '../text/figures';
import { oneLine } from '../text/one-line';
import type { Attestation } from './attestation';
import { ageFigure } from './attested-ages';
import { assignedApprovals } from './assigned-approvals';
import { attestedVerdict, type JudgedKind } from './evidence-verdict';
import { independenceOf, type Independence } from './independence';
import { otherBytesReason } from './of-these-bytes';
import { standingOf, type Standing } from './standing';

export interface ApprovalsAsked {
  /** The kinds of approvals: one of each, by different people. */
  readonly by: readonly string[];
  /** Whether who wrote a commit of the release may not approve it. */
  readonly independent: boolean;
}

/** What else is known of approvals as they are judged. */
export interface ApprovalsKnown {
  readonly facts: CommitFacts | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What was attested of the subject and does not count, as it is of other bytes. */
  readonly others?: readonly Attestation[];
}

/** The verdict of a gate that asks for approvals: one of each kind, each by somebody else, and none by an author. */
export function approvalsVerdict(
  asked: ApprovalsAsked,
  subject: string,
  attestations: readonly Attestation[],
  known: ApprovalsKnown,
): Verdict {
  const judged = judgedApprovals(asked, subject, attestations, known);
  const lacking = judged.filter(({ passes }) => !passes);
  const approvedAt = attestations.flatMap(({ kind, outcome, at }) =>
    outcome === 'pass' && judged.some((one) => one.passes && one.kind === kind) ? [at] : [],
  );
  return attestedVerdict(
    lacking.length === 0,
    judged.map(({ standing }) => standing),
    {
      reasons: (lacking.length === 0 ? judged : lacking).map(({ reason }) => reason),
      subject,
      ages: approvedAt.length === 0 ? {} : ageFigure('approved', Math.min(...approvedAt), known.at),
    },
  );
}

/** How it stands with each kind of approval, by the same rules. Of kinds for which one person is left the first has them. */
export function judgedApprovals(
  { by, independent }: ApprovalsAsked,
  subject: string,
  attestations: readonly Attestation[],
  { facts, at, others = [] }: ApprovalsKnown,
): readonly JudgedKind[] {
  const standings = by.map((kind) => standingOf(kind, attestations, at));
  const counts = (one: Attestation) => !independent || independenceOf(one.by, facts) === 'independent';
  const candidates = new Map(
    standings.map(({ kind, is }) => [
      kind,
      // Who said no after others said yes has the last word of that kind.
      is === 'failed' ? [] : attestations.filter((one) => one.kind === kind && isGood(one, at) && counts(one)),
    ]),
  );
  const assigned = assignedApprovals(candidates);
  const lackingOf = (standing: Standing): Reason => {
    const { kind } = standing;
    if ((candidates.get(kind) ?? []).length > 0) return twiceReason(kind);
    const ofOthers = standing.is === 'missing' ? otherBytesReason(kind, others) : undefined;
    if (ofOthers) return ofOthers;
    return lackingReason(standing, subject, () => {
      const given = attestations.filter((one) => one.kind === kind && isGood(one, at));
      return given.map((one) => ({ one, independence: independenceOf(one.by, facts) }));
    });
  };
  return standings.map((standing) => {
    const { kind } = standing;
    const approval = assigned.get(kind);
    const reason = approval ? approvedReason(approval) : lackingOf(standing);
    return { kind, passes: approval !== undefined, reason, standing };
  });
}

function isGood({ outcome, expiresAt }: Attestation, at: number): boolean {
  return outcome === 'pass' && at < expiresAt;
}

function approvedReason({ kind, at, by, said }: Attestation): Reason {
  return {
    code: 'approved',
    message: `Approved as \`${kind}\` at ${timeText(at)} by ${oneLine(by.arn)}: ${oneLine(said)}`,
  };
}

function twiceReason(kind: string): Reason {
  return {
    code: 'approved-twice',
    message: `\`${kind}\` is approved only by somebody who approves as something else already: one person is one approval. Have another approve it.`,
  };
}

const NOT_COUNTED: Readonly<Record<Exclude<Independence, 'independent'>, string>> = {
  author: 'wrote a commit of this release, and nobody approves their own',
  unknown:
    'cannot be told from the authors of its commits: the session must be named by a mail address, and `sluice annotate` must have kept those of the authors',
};

function lackingReason(
  standing: Standing,
  subject: string,
  given: () => readonly { readonly one: Attestation; readonly independence: Independence }[],
): Reason {
  const { kind } = standing;
  const short = subject.slice(0, 12);
  const ask = `have somebody run \`sluice approve --as ${kind}\``;
  if (standing.is === 'missing')
    return { code: 'not-approved', message: `Nobody approved subject ${short} as \`${kind}\`: ${ask}.` };
  const { by, at, expiresAt, said } = standing.latest;
  if (standing.is === 'failed')
    return {
      code: 'approval-refused',
      message: `${oneLine(by.arn)} refused it as \`${kind}\` at ${timeText(at)}: ${oneLine(said)}`,
    };
  const [found] = given();
  if (!found || found.independence === 'independent')
    return {
      code: 'approval-expired',
      message: `The approval as \`${kind}\` of ${oneLine(by.arn)} counts no more since ${new Date(expiresAt).toISOString()}: ${ask}.`,
    };
  return {
    code: found.independence === 'author' ? 'approved-by-author' : 'approver-not-comparable',
    message: `${oneLine(found.one.by.arn)}, who approved as \`${kind}\`, ${NOT_COUNTED[found.independence]}: ${ask}.`,
  };
}
