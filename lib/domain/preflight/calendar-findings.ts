import { OVERRIDES } from '../gate/overrides';
import { isRelease, type FreezeFact, type ReleaseFacts } from './release-facts';
import type { Found } from './stack-findings';

/** Whether the release would be held back by a calendar if it were opened now. */
export function calendarFindings(facts: ReleaseFacts): readonly Found[] {
  return isRelease(facts) ? (facts.calendar ?? []).flatMap(findingsOf) : [];
}

function findingsOf({ name, verdict: { outcome, reasons }, isShadow }: FreezeFact): readonly Found[] {
  const what = reasons.map(({ message }) => message).join(' ');
  if (outcome === 'inconclusive')
    return [
      {
        code: 'calendar-unreadable',
        severity: 'warns',
        what,
        why: `It was read by your credentials: where the platform cannot read it either, \`${name}\` is inconclusive, and blocks.`,
        mend: 'Mend the calendar, or have yourself let read it: sluice preflight reads what the opener reads.',
      },
    ];
  if (outcome === 'fail')
    return [
      {
        code: 'frozen',
        severity: isShadow ? 'warns' : 'stops',
        what,
        why: isShadow
          ? `\`${name}\` is a shadow: it is noted, and stops nothing.`
          : `\`${name}\` would refuse the release.`,
        mend: 'Deploy once it is open; or have somebody who may override it: sluice approve --as freeze-override --because …',
      },
    ];
  const isOverridden = reasons.some(({ code }) => code === OVERRIDES.freeze);
  return isOverridden
    ? [
        {
          code: 'freeze-overridden',
          severity: 'notes',
          what,
          why: `\`${name}\` lets the release through by that alone.`,
        },
      ]
    : [];
}
