import type { Ledger } from '../domain/release/ledger';
import type { Manifest } from '../domain/release/manifest';
import type { Release } from '../domain/release/release';
import { understoodManifest } from './understood-manifest';

/** A release with the manifest that it was opened with: what the parameter says by now is another release's. */
export async function openedRelease(
  id: string,
  ledger: Pick<Ledger, 'read' | 'manifest'>,
): Promise<{ readonly release: Release; readonly manifest: Manifest }> {
  const manifest = understoodManifest(`The manifest that the ledger keeps of ${id}`, await ledger.manifest(id));
  const release = await ledger.read(id);
  if (!release) throw new Error(`The ledger has no release ${id}.`);
  return { release, manifest };
}
