import type { Evidence } from '../gate/evidence';
import type { Reason, Verdict } from '../gate/verdict';
import { timeText } from '../text/figures';
import { oneLine } from '../text/one-line';
import type { Attestation } from './attestation';
import { ageFigure } from './attested-ages';
import { STAGING } from './attestation-kind';
import { otherBytesReason } from './of-these-bytes';
import { standingOf, type Standing } from './standing';

/**
 * The verdict of a gate that asks for evidence: each check must have been attested, and have passed, of this subject.
 *
 * @param others what was attested of the subject and does not count, as it is of other bytes
 */
export function evidenceVerdict(
  checks: readonly string[],
  subject: string,
  attestations: readonly Attestation[],
  at: number,
  others: readonly Attestation[] = [],
): Verdict {
  const judged = judgedEvidence(checks, subject, attestations, at, others);
  const lacking = judged.filter(({ passes }) => !passes);
  const staged = judged.find(({ kind, standing }) => kind === STAGING && standing.is === 'passed')?.standing;
  return attestedVerdict(
    lacking.length === 0,
    judged.map(({ standing }) => standing),
    {
      reasons: (lacking.length === 0 ? judged : lacking).map(({ reason }) => reason),
      subject,
      ages: staged && 'latest' in staged ? ageFigure('staging', staged.latest.at, at) : {},
    },
  );
}

/** One thing that is asked for, whether it counts, and why. */
export interface JudgedKind {
  readonly kind: string;
  readonly passes: boolean;
  readonly reason: Reason;
  readonly standing: Standing;
}

/** How it stands with each check, by the same rules. */
export function judgedEvidence(
  checks: readonly string[],
  subject: string,
  attestations: readonly Attestation[],
  at: number,
  others: readonly Attestation[] = [],
): readonly JudgedKind[] {
  return checks.map((kind) => {
    const standing = standingOf(kind, attestations, at);
    return { kind, passes: standing.is === 'passed', reason: reasonOf(standing, subject, others), standing };
  });
}

/** A verdict by attestations, with what was measured for each. */
export function attestedVerdict(
  passes: boolean,
  standings: readonly Standing[],
  {
    reasons,
    subject,
    ages,
  }: { readonly reasons: readonly Reason[]; readonly subject: string; readonly ages: Evidence['figures'] },
): Verdict {
  const known = standings.flatMap((standing) => (standing.is === 'missing' ? [] : [standing.latest]));
  const figures = known.flatMap(({ kind, figures: own }) =>
    Object.entries(own).map(([name, value]) => [`${kind} ${name}`, value] as const),
  );
  return {
    outcome: passes ? 'pass' : 'fail',
    reasons,
    evidence: {
      source: `attestations about subject ${subject.slice(0, 12)}`,
      sampleSize: known.length,
      windowMs: 0,
      figures: { ...Object.fromEntries(figures), ...ages },
    },
  };
}

function reasonOf(standing: Standing, subject: string, others: readonly Attestation[]): Reason {
  const { kind } = standing;
  if (standing.is === 'missing') {
    const ofOthers = otherBytesReason(kind, others);
    if (ofOthers) return ofOthers;
    return {
      code: 'not-attested',
      message: `Nobody attested \`${kind}\` of subject ${subject.slice(0, 12)}: ${attestedBy(kind)}.`,
    };
  }
  const { at, expiresAt, by, said } = standing.latest;
  const whose = `at ${timeText(at)} by ${oneLine(by.arn)}`;
  switch (standing.is) {
    case 'passed':
      return { code: 'attested', message: `\`${kind}\` passed, attested ${whose}: ${oneLine(said)}` };
    case 'failed':
      return { code: 'attested-failure', message: `\`${kind}\` failed, attested ${whose}: ${oneLine(said)}` };
    case 'expired':
      return {
        code: 'attestation-expired',
        message: `\`${kind}\` was attested ${whose} and counts no more since ${new Date(expiresAt).toISOString()}: attest it anew.`,
      };
  }
}

/** How a kind comes to be attested: nobody but the platform knows whether a check of CI or a person gives it. */
function attestedBy(kind: string): string {
  return kind === STAGING
    ? 'release the same code in staging, and run `sluice attest staging` between synth and deploy'
    : `have CI run \`sluice attest ci --check ${kind}\` between synth and deploy, or whoever gives it \`sluice approve --as ${kind}\``;
}
