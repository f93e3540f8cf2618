import { aloneVerdict } from '../policy/alone-verdict';
import { judgeRelease } from '../policy/judge-release';
import { isPolicyGate, POLICY_GATES } from '../policy/judged-gate';
import type { Judging } from '../policy/judging';
import { requiredOf } from '../policy/required';
import { isRelease, type ReleaseFacts } from './release-facts';
import type { Found } from './stack-findings';

/** What the opener would say of the release, by what is attested now. */
export function policyFindings(facts: ReleaseFacts): readonly Found[] {
  const { judging } = facts;
  if (!judging || !isRelease(facts)) return [];
  if ('problem' in judging)
    return [
      {
        code: 'policy-unreadable',
        severity: 'stops',
        what: judging.problem,
        why: 'Nobody knows what it would have asked for, so the gate run blocks the release.',
        mend: 'Deploy the platform anew, with the version of sluice that the release is made by.',
      },
    ];
  const unmet = judgeRelease(judging).flatMap(({ name, verdict: { outcome, reasons } }): readonly Found[] => {
    if (outcome === 'pass') return [];
    const asked = judging.gates.find((gate) => gate.name === name);
    const isShadow = !isPolicyGate(name) && asked?.mode === 'shadow';
    return reasons.map(({ message }) => ({
      code: 'policy-unmet',
      severity: isShadow ? 'notes' : 'stops',
      what: `\`${name}\`: ${message}`,
      why: isShadow
        ? 'The gate is a shadow: it is noted, and blocks nothing.'
        : 'The gate run blocks the release by it, before any gate is asked.',
    }));
  });
  return [...unmet, ...aloneFindings(judging, facts)];
}

/** What is under way of which the platform wants nothing to be. */
function aloneFindings(judging: Judging, { underWay }: Pick<ReleaseFacts, 'underWay'>): readonly Found[] {
  const { alone } = requiredOf(judging.policy, judging);
  if (underWay === undefined || alone.length === 0) return [];
  const { outcome, reasons } = aloneVerdict(alone, { release: { id: '', openedAt: judging.at }, underWay });
  if (outcome === 'pass') return [];
  return reasons.map(({ message }) => ({
    code: 'conflicting-release',
    severity: 'stops',
    what: `\`${POLICY_GATES.alone}\`: ${message}`,
    why: 'The gate run blocks the release by it for as long as the other one has not ended.',
  }));
}
