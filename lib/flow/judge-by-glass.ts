import { glassStanding } from '../domain/attestation/break-glass';
import type { SpentGlasses } from '../domain/attestation/spent-glasses';
import { judgeRelease } from '../domain/policy/judge-release';
import { POLICY_GATES, type JudgedGate } from '../domain/policy/judged-gate';
import { isStoppedBy, judgedRecords } from '../domain/policy/judged-records';
import type { Judging } from '../domain/policy/judging';
import type { Ledger } from '../domain/release/ledger';
import type { AskedGate } from '../domain/release/manifest';
import { applyEvent } from './apply-event';

export interface GlassPorts {
  readonly ledger: Pick<Ledger, 'read' | 'replace'>;
  readonly spentGlasses: SpentGlasses;
}

/**
 * Judges a release. One that goes past its alarms by a break-glass uses it up, unless something else stops it: of those that
 * do so at once one wins, and the others are judged anew.
 *
 * @param attested the gates of the release that what was attested decides
 */
export async function judgeByGlass(
  judging: Judging,
  attested: readonly AskedGate[],
  { ledger, spentGlasses }: GlassPorts,
): Promise<readonly JudgedGate[]> {
  const judged = judgeRelease(judging);
  const { alarms, subject, attestations, at } = judging;
  const isByGlass = judged.some(({ name, verdict }) => name === POLICY_GATES.alarms && verdict.outcome === 'pass');
  if (!isByGlass || isStoppedBy(judgedRecords(judged, attested, at))) return judged;
  if (alarms?.glassId === undefined || subject === undefined) return judged;
  const { releaseId, glassId } = alarms;
  const standing = glassStanding(glassId, subject, attestations, at);
  if (standing.is !== 'good') return judged;
  const spentBy = await spentGlasses.spend(glassId, releaseId, at);
  if (spentBy !== releaseId) return judgeRelease({ ...judging, alarms: { ...alarms, spentBy } });
  await applyEvent(ledger, releaseId, { kind: 'glass-broken', at, glass: standing.glass });
  return judged;
}
