import { glassSentence, type GlassStanding } from '../attestation/break-glass';
import { switchedOff } from './planned-release';
import { movesAlias, type ReleaseFacts } from './release-facts';
import type { Found } from './stack-findings';

/** Alarms that this deploy, or the one before, has CodeDeploy ignore. */
export function glassFindings(facts: ReleaseFacts): readonly Found[] {
  const { release, stack, next } = facts;
  const id = release.manifest?.breakGlass;
  if (id !== undefined) return [movesAlias(facts) ? ofGlass(facts, id) : unused(id)];
  if (switchedOff(next, release.groupId))
    return movesAlias(facts)
      ? [
          {
            code: 'alarms-off',
            severity: 'stops',
            what: 'The new template switches off the alarms of the deployment group, and names no break-glass.',
            why: 'The platform blocks a release whose alarms are ignored without one.',
            mend: 'Take out what switches them off, or run `sluice break-glass` and synthesize with -c sluice:break-glass=ID.',
          },
        ]
      : [];
  if (!switchedOff(stack?.deployed, release.groupId)) return [];
  return [
    {
      code: 'alarms-are-off',
      severity: 'warns',
      what: 'The alarms of the deployment group are off since the last deploy.',
      why: 'Whatever CodeDeploy deploys until then is stopped by no alarm.',
      mend: 'Deploy this: it switches them on again.',
    },
  ];
}

function ofGlass({ glass }: ReleaseFacts, id: string): Found {
  const standing: GlassStanding = glass?.standing ?? { is: 'unknown' };
  const isSpent = glass?.spentBy !== undefined;
  if (standing.is === 'good' && !isSpent)
    return {
      code: 'break-glass',
      severity: 'warns',
      what: `This deploy ignores the alarms of the release. ${glassSentence(standing.glass)}`,
      why: 'No alarm stops it, and what the watch finds is told to CodeDeploy at the end of the shift only. The id is good for one deployment.',
      mend: 'Synthesize without sluice:break-glass afterwards, and deploy: that switches the alarms on again.',
    };
  return {
    code: 'break-glass-not-good',
    severity: 'stops',
    what: `Break-glass ${id} ${isSpent ? `was used by release ${glass.spentBy ?? ''}` : NOT_GOOD[standing.is]}.`,
    why: 'The platform blocks a release whose alarms are ignored without a break-glass of its own that nobody has used.',
    mend: 'Run `sluice break-glass` anew and synthesize with its id, or synthesize without one.',
  };
}

const NOT_GOOD: Readonly<Record<GlassStanding['is'], string>> = {
  good: 'is good',
  'of-another-subject': 'is about another subject',
  unknown: 'was broken by nobody',
  expired: 'counts no more: it has expired',
  refused: 'was refused',
  'taken-back': 'was taken back',
};

function unused(id: string): Found {
  return {
    code: 'break-glass-unused',
    severity: 'warns',
    what: `Break-glass ${id} switches off the alarms of a release that nothing is released of.`,
    why: 'The alarms would be off until the next deploy, for nothing.',
    mend: 'Synthesize without sluice:break-glass.',
  };
}
