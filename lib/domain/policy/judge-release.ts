import { approvalsVerdict } from '../attestation/approvals-verdict';
import type { Attestation } from '../attestation/attestation';
import { evidenceVerdict } from '../attestation/evidence-verdict';
import type { CommitFacts } from '../facts/commit-facts';
import { notRun, type Verdict } from '../gate/verdict';
import type { AskedGate } from '../release/manifest';
import { gatesVerdict } from './gates-verdict';
import { POLICY_GATES, type JudgedGate } from './judged-gate';
import type { Policy } from './policy';
import { requiredOf } from './required';

/** What a release is judged by as it is opened. */
export interface Judging {
  readonly functionName: string;
  /** The SHA-256 of what is released; missing where the manifest says none. */
  readonly subject: string | undefined;
  /** All its gates, by its manifest. */
  readonly gates: readonly AskedGate[];
  readonly policy: Policy;
  readonly attestations: readonly Attestation[];
  readonly facts: CommitFacts | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The gates that attestations decide: those that a squad asks for, and what its platform does whatever the manifest says. */
export function judgeRelease(judging: Judging): readonly JudgedGate[] {
  const { functionName, subject, gates, policy, attestations, facts, at } = judging;
  const about = (verdict: (subject: string) => Verdict) => (subject === undefined ? NO_SUBJECT : verdict(subject));
  const required = requiredOf(policy, functionName);
  const evidence = (checks: readonly string[]) => about((known) => evidenceVerdict(checks, known, attestations, at));
  const own = gates.flatMap(({ name, attested }) => (attested ? [{ name, verdict: evidence(attested) }] : []));
  return [
    ...own,
    ...(required.checks.length > 0 ? [{ name: POLICY_GATES.evidence, verdict: evidence(required.checks) }] : []),
    ...(required.approvals.by.length > 0
      ? [
          {
            name: POLICY_GATES.approvals,
            verdict: about((known) => approvalsVerdict(required.approvals, known, attestations, { facts, at })),
          },
        ]
      : []),
    ...(required.gates.length > 0 ? [{ name: POLICY_GATES.gates, verdict: gatesVerdict(required.gates, gates) }] : []),
  ];
}

const NO_SUBJECT = notRun({
  code: 'no-subject',
  message:
    'The manifest says no subject, so nothing that was attested can be found by it: synthesize the release with this version of Sluice.',
});
