import type { ReleaseObservation } from '../rehearsal';
import type { LedgerEntry } from './ledger-view';

/** Who settles it where neither a gate nor an alarm did. */
export const CODEDEPLOY = 'codedeploy';

/**
 * Who settled a release: as the ledger has it, or, where no ledger says it, as the account shows it. Nobody had to settle
 * what went through.
 */
export function whoDecided({ deployment }: ReleaseObservation, entry: LedgerEntry | undefined): string | null {
  const kept = entry?.release.decidedBy;
  if (kept !== undefined) return kept;
  if (!deployment || deployment.status === 'Succeeded') return null;
  return deployment.stoppedBy.length > 0 ? deployment.stoppedBy.join(', ') : CODEDEPLOY;
}
