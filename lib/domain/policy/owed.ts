import { judgedApprovals } from '../attestation/approvals-verdict';
import type { Attestation } from '../attestation/attestation';
import { judgedEvidence } from '../attestation/evidence-verdict';
import { ofTheseBytes } from '../attestation/of-these-bytes';
import { digestOfBytes } from '../code/released-bytes';
import type { CommitFacts } from '../facts/commit-facts';
import type { Reason, Verdict } from '../gate/verdict';
import type { Debt } from './debt';
import type { Judging } from './judging';
import type { Required } from './required';

/** The code of the reason that something is missing which may come later. */
export const OWED = 'owed';

const HOUR_MS = 3_600_000;

/** How it stands with one thing that may be there later. */
export interface OwedStanding {
  readonly kind: string;
  readonly as: 'check' | 'approval';
  readonly is: 'there' | 'lacking' | 'refused';
  readonly reason: Reason;
}

/** Who said no did not forget to say yes. */
const REFUSED: ReadonlySet<string> = new Set(['attested-failure', 'approval-refused']);

/** All that a release may lack as it is opened, by when it has to be there, the earliest first. */
export function allowedDebts(judging: Judging, { approvals, owed }: Required): readonly Debt[] {
  const { subject, bytes, at, openedAt = at } = judging;
  if (subject === undefined) return [];
  const code = digestOfBytes(bytes);
  const hours = new Set([...owed.checks, ...owed.approvals].map(({ withinHours }) => withinHours));
  return [...hours]
    .sort((left, right) => left - right)
    .map((within) => {
      const by = owed.approvals.filter(({ withinHours }) => withinHours === within).map(({ kind }) => kind);
      const others = owed.approvals.filter(({ withinHours }) => withinHours < within).map(({ kind }) => kind);
      return {
        subject,
        ...(code === undefined ? {} : { code }),
        ...{ openedAt, dueAt: openedAt + within * HOUR_MS },
        checks: owed.checks.filter(({ withinHours }) => withinHours === within).map(({ kind }) => kind),
        approvals: { by, independent: approvals.independent, beside: [...approvals.by, ...others] },
      };
    });
}

/**
 * How it stands with each thing of a debt. What was attested since the release was opened counts, also where it has run out
 * since: it was there.
 */
export function owedStandings(
  { subject, code, openedAt, checks, approvals }: Debt,
  attestations: readonly Attestation[],
  facts: CommitFacts | undefined,
): readonly OwedStanding[] {
  const { counted, others } = ofTheseBytes(attestations, code);
  const { by, beside, independent } = approvals;
  const evidence = judgedEvidence(checks, subject, counted, openedAt, others);
  const approved = judgedApprovals({ by: [...beside, ...by], independent }, subject, counted, {
    ...{ facts, at: openedAt, others },
  });
  return [
    ...evidence.map((one) => standing('check', one)),
    ...approved.filter(({ kind }) => by.includes(kind)).map((one) => standing('approval', one)),
  ];
}

function standing(
  as: OwedStanding['as'],
  { kind, passes, reason }: { readonly kind: string; readonly passes: boolean; readonly reason: Reason },
): OwedStanding {
  return { kind, as, is: passes ? 'there' : REFUSED.has(reason.code) ? 'refused' : 'lacking', reason };
}

/** What a release that may go on owes: of each debt that has something lacking, all of it. */
export function debtsOf(judging: Judging, required: Required): readonly Debt[] {
  const { attestations, facts } = judging;
  return allowedDebts(judging, required).filter((debt) =>
    owedStandings(debt, attestations, facts).some(({ is }) => is !== 'there'),
  );
}

/** The verdict on what may be there later: that it is missing, or has run out, stops nothing, and a no does. */
export function owedVerdict(judging: Judging, required: Required): Verdict {
  const { attestations, facts } = judging;
  const all = allowedDebts(judging, required).flatMap((debt) =>
    owedStandings(debt, attestations, facts).map((one) => ({ ...one, dueAt: debt.dueAt })),
  );
  const refused = all.filter(({ is }) => is === 'refused');
  const lacking = all.filter(({ is }) => is === 'lacking');
  const told = lacking.length > 0 ? lacking : all;
  return {
    outcome: refused.length > 0 ? 'fail' : 'pass',
    reasons: (refused.length > 0 ? refused : told).map(({ kind, is, reason, dueAt }) =>
      is === 'lacking'
        ? { code: OWED, message: `\`${kind}\` is owed until ${new Date(dueAt).toISOString()}. ${reason.message}` }
        : reason,
    ),
    evidence: {
      source: 'what was attested of it as it was opened',
      // Each thing that was looked for is one, whatever was found.
      sampleSize: all.length,
      windowMs: 0,
      figures: { owed: lacking.length },
    },
  };
}
