import * as v from 'valibot';
import { PHASES } from '../domain/gate/phase';
import { gateItemSchema, isGateKey, releaseItemSchema, releaseKey } from '../domain/release/ledger-items';
import { manifestTextSchema } from '../domain/release/manifest';
import { isPlatformParameter } from '../domain/release/platform-names';
import type { GateRecord, Release } from '../domain/release/release';
import type { RehearsalResult } from '../rehearsal';

/** What the ledgers of a rehearsed account say of a release. */
export interface LedgerEntry {
  readonly release: Release;
  readonly gates: readonly GateRecord[];
  /** What was known of it at synth, in sentences; its manifest has them. */
  readonly foreseen: readonly string[];
}

/** Reads every ledger of the account: the releases by their deployment's id. */
export function readLedgers({ parameters, items }: RehearsalResult): ReadonlyMap<string, LedgerEntry> {
  const kept = [...parameters]
    .filter(([name]) => isPlatformParameter(name, 'ledgerTable'))
    .flatMap(([, tableName]) => items.get(tableName) ?? []);
  const releases = kept.filter(({ SK }) => SK === releaseKey('').SK).map((item) => v.parse(releaseItemSchema, item));
  return new Map(
    releases.map(({ release, manifest }) => {
      const gates = kept
        .filter(({ PK, SK }) => PK === releaseKey(release.id).PK && isGateKey(SK))
        .map((item) => v.parse(gateItemSchema, item).gate)
        .sort((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || (a.name < b.name ? -1 : 1));
      return [release.id, { release, gates, foreseen: foreseenIn(manifest) }];
    }),
  );
}

/** Whether a CodeDeploy application is a platform's: its releases are in a ledger. */
export function isOfPlatform(application: string, parameters: RehearsalResult['parameters']): boolean {
  return [...parameters].some(([name, value]) => isPlatformParameter(name, 'application') && value === application);
}

/** A manifest that cannot be read foresaw nothing: the release was refused for it, which its reasons say. */
function foreseenIn(manifest: string | undefined): readonly string[] {
  const read = v.safeParse(manifestTextSchema, manifest);
  return read.success ? (read.output.foreseen ?? []) : [];
}
