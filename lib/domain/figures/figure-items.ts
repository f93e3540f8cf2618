import * as v from 'valibot';
import { ITEM_SCHEMA, monthIndexKey, releaseKey, type MonthlyKind } from '../release/ledger-items';
import { figureReleaseSchema, type FigureRelease } from './figure-release';
import type { Effort, GateLabel } from './history';

/** The release that something is kept for: figures find it by the month in which that was opened. */
export interface KeptFor {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
}

/** What a person says of a gate: the last word counts. */
export function labelItem(release: KeptFor, label: GateLabel) {
  const own = `LABEL#${label.gate}`;
  return { PK: releaseKey(release.id).PK, SK: own, ...inMonth('LABEL', release, own), schema: ITEM_SCHEMA, label };
}

/** Each entry of effort is one item: nobody's minutes replace another's. */
export function effortItem(release: KeptFor, effort: Effort) {
  const own = `EFFORT#${new Date(effort.at).toISOString()}#${effort.who}`;
  return { PK: releaseKey(release.id).PK, SK: own, ...inMonth('EFFORT', release, own), schema: ITEM_SCHEMA, effort };
}

/** A release of the time before Sluice. Imported again, it takes its own place. */
export function importedItem(imported: FigureRelease) {
  return {
    ...{ PK: `IMPORTED#${imported.id}`, SK: 'META' },
    ...inMonth('IMPORTED', imported, 'META'),
    schema: ITEM_SCHEMA,
    imported,
  };
}

function inMonth(kind: MonthlyKind, { id, openedAt }: KeptFor, own: string) {
  return { GSI2PK: monthIndexKey(openedAt, kind), GSI2SK: `${new Date(openedAt).toISOString()}#${id}#${own}` };
}

export const labelItemSchema = v.object({
  label: v.object({ releaseId: v.string(), gate: v.string(), right: v.boolean(), who: v.string(), at: v.number() }),
});

export const effortItemSchema = v.object({
  effort: v.object({ releaseId: v.string(), minutes: v.number(), who: v.string(), at: v.number() }),
});

export const importedItemSchema = v.object({ imported: figureReleaseSchema });
