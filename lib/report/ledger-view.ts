import * as v from 'valibot';
import { PHASES } from '../domain/gate/gate-definition';
import { gateItemSchema, releaseItemSchema, releaseKey } from '../domain/release/ledger-items';
import type { GateRecord, Release } from '../domain/release/release';
import type { RehearsalResult } from '../rehearsal';

/** What the ledgers of a rehearsed account say of a release. */
export interface LedgerEntry {
  readonly release: Release;
  readonly gates: readonly GateRecord[];
}

const LEDGER_PARAMETER = /^\/sluice\/[^/]+\/ledger-table$/;

/** Reads every ledger of the account: the releases by their deployment's id. */
export function readLedgers({ parameters, items }: RehearsalResult): ReadonlyMap<string, LedgerEntry> {
  const kept = [...parameters]
    .filter(([name]) => LEDGER_PARAMETER.test(name))
    .flatMap(([, tableName]) => items.get(tableName) ?? []);
  const releases = kept
    .filter(({ SK }) => SK === releaseKey('').SK)
    .map((item) => v.parse(releaseItemSchema, item).release);
  return new Map(
    releases.map((release) => {
      const gates = kept
        .filter(({ PK, SK }) => PK === releaseKey(release.id).PK && SK !== releaseKey('').SK)
        .map((item) => v.parse(gateItemSchema, item).gate)
        .sort((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || (a.name < b.name ? -1 : 1));
      return [release.id, { release, gates }];
    }),
  );
}
