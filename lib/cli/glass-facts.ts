import { glassStanding } from '../domain/attestation/break-glass';
import type { PlannedManifest } from '../domain/preflight/planned-release';
import type { GlassFact } from '../domain/preflight/release-facts';
import { type AwsAccount } from './aws-account';
import { now } from './command-clock';

/** How it stands with the break-glass that a manifest names; undefined where it names none, or there is no ledger. */
export async function glassFact(
  manifest: PlannedManifest | undefined,
  ledgerTable: string | undefined,
  account: AwsAccount,
): Promise<GlassFact | undefined> {
  const { breakGlass: id, subject } = manifest ?? {};
  if (id === undefined || subject === undefined || ledgerTable === undefined) return undefined;
  const [attestations, spentBy] = await Promise.all([
    account.attestations(ledgerTable).of(subject),
    account.spentGlasses(ledgerTable).by(id),
  ]);
  return { standing: glassStanding(id, subject, attestations, now()), ...(spentBy === undefined ? {} : { spentBy }) };
}
