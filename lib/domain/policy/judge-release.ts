import { approvalsVerdict, type ApprovalsAsked } from '../attestation/approvals-verdict';
import { evidenceVerdict } from '../attestation/evidence-verdict';
import { ofTheseBytes } from '../attestation/of-these-bytes';
import { bytesVerdict } from '../code/bytes-verdict';
import { digestOfBytes } from '../code/released-bytes';
import { notRun, type Verdict } from '../gate/verdict';
import { DEFAULT_ADOPTION } from '../release/adoption';
import { adoptionVerdict } from './adoption-verdict';
import { alarmsVerdict } from './alarms-verdict';
import { aloneVerdict } from './alone-verdict';
import { gatesVerdict } from './gates-verdict';
import { judgeFreezes } from './judge-freezes';
import { POLICY_GATES, type JudgedGate } from './judged-gate';
import type { Judging } from './judging';
import { owedVerdict } from './owed';
import { typeVerdict } from './type-verdict';
import { mayOwe, requiredOf, type Required } from './required';

/** The gates that nobody is asked about: those that a squad asks for, and what its platform does whatever the manifest says. */
export function judgeRelease(judging: Judging): readonly JudgedGate[] {
  const required = requiredOf(judging.policy, judging);
  return JUDGES.flatMap((judge) => judge(judging, required));
}

/** Judges what it knows of, and nothing where nothing of it is asked for. */
type Judge = (judging: Judging, required: Required) => readonly JudgedGate[];

/** In the order in which their verdicts are told. */
const JUDGES: readonly Judge[] = [
  bytesJudged,
  (judging) =>
    judging.gates.flatMap(({ name, attested, approvals }) => {
      if (!attested) return [];
      const independent = approvals === 'independent';
      const verdict = approvals ? approvalsOf(judging, { by: attested, independent }) : evidenceOf(judging, attested);
      return [{ name, verdict }];
    }),
  (judging, { checks }) =>
    checks.length === 0 ? [] : [{ name: POLICY_GATES.evidence, verdict: evidenceOf(judging, checks) }],
  (judging, { approvals }) =>
    approvals.by.length === 0 ? [] : [{ name: POLICY_GATES.approvals, verdict: approvalsOf(judging, approvals) }],
  (judging, required) =>
    mayOwe(required)
      ? [{ name: POLICY_GATES.owed, verdict: about(judging, () => owedVerdict(judging, required)) }]
      : [],
  ({ gates }, { gates: kinds }) =>
    kinds.length === 0 ? [] : [{ name: POLICY_GATES.gates, verdict: gatesVerdict(kinds, gates) }],
  ({ adoption = DEFAULT_ADOPTION }, { leastAdoption: least }) =>
    least === undefined ? [] : [{ name: POLICY_GATES.adoption, verdict: adoptionVerdict(adoption, least) }],
  (judging, { isByType }) => (isByType ? [{ name: POLICY_GATES.type, verdict: typeVerdict(judging) }] : []),
  (judging) => {
    const verdict = judging.alarms && alarmsVerdict(judging.alarms, judging);
    return verdict ? [{ name: POLICY_GATES.alarms, verdict }] : [];
  },
  judgeFreezes,
  ({ schedule }, { alone }) =>
    !schedule || alone.length === 0 ? [] : [{ name: POLICY_GATES.alone, verdict: aloneVerdict(alone, schedule) }],
];

function evidenceOf(judging: Judging, checks: readonly string[]): Verdict {
  const { counted, others } = attestedOf(judging);
  return about(judging, (subject) => evidenceVerdict(checks, subject, counted, judging.at, others));
}

function attestedOf({ attestations, bytes }: Judging) {
  return ofTheseBytes(attestations, digestOfBytes(bytes));
}

/**
 * Other bytes than were synthesized stop every release. That they are the same is told where something attested rests on it,
 * and one of before code was named is stopped there alone.
 */
function bytesJudged({ bytes, gates }: Judging, required: Required): readonly JudgedGate[] {
  const restsOnIt =
    required.checks.length > 0 ||
    required.approvals.by.length > 0 ||
    mayOwe(required) ||
    gates.some(({ attested, mode }) => attested !== undefined && mode !== 'shadow');
  const verdict = bytesVerdict(bytes);
  const isTold = restsOnIt || (verdict.outcome !== 'pass' && bytes.is !== 'not-named');
  return isTold ? [{ name: POLICY_GATES.bytes, verdict }] : [];
}

function approvalsOf(judging: Judging, asked: ApprovalsAsked): Verdict {
  const { counted, others } = attestedOf(judging);
  return about(judging, (subject) => approvalsVerdict(asked, subject, counted, { ...judging, others }));
}

function about({ subject }: Judging, verdict: (subject: string) => Verdict): Verdict {
  return subject === undefined ? NO_SUBJECT : verdict(subject);
}

const NO_SUBJECT = notRun({
  code: 'no-subject',
  message:
    'The manifest says no subject, so nothing that was attested can be found by it: synthesize the release with this version of Sluice.',
});
