import { judgeRelease } from '../policy/judge-release';
import { isPolicyGate } from '../policy/judged-gate';
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
  return judgeRelease(judging).flatMap(({ name, verdict: { outcome, reasons } }): readonly Found[] => {
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
}
