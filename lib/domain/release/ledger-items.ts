import * as v from 'valibot';
import { PHASES, type Phase } from '../gate/phase';
import { MODES, ON_INCONCLUSIVE } from '../gate/gate-settings';
import { reasonSchema, verdictSchema } from '../gate/verdict';
import { isSettled, RELEASE_STATES, type GateRecord, type Release } from './release';

/**
 * How releases lie in the ledger's table. One release is one partition: `META`, then an item for each gate's answer.
 * One index lists the releases of a service by time, another one those that are not settled: an item without the
 * attributes of an index is not in it.
 */
export function releaseKey(releaseId: string) {
  return { PK: `RELEASE#${releaseId}`, SK: 'META' };
}

export function gateKey(releaseId: string, phase: Phase, name: string) {
  return { PK: `RELEASE#${releaseId}`, SK: `GATE#${phase}#${name}` };
}

/** Under which the index lists the releases of an alias. */
export function serviceIndexKey(functionName: string, aliasName: string): string {
  return `SERVICE#${functionName}:${aliasName}`;
}

export function serviceKey({ functionName, aliasName, openedAt, id }: Release) {
  return { GSI1PK: serviceIndexKey(functionName, aliasName), GSI1SK: `${new Date(openedAt).toISOString()}#${id}` };
}

/** Under which a second index lists the releases of all services by time: one partition for each month, UTC. */
export function monthKey({ openedAt, id }: Release) {
  const opened = new Date(openedAt).toISOString();
  return { GSI2PK: monthIndexKey(openedAt), GSI2SK: `${opened}#${id}` };
}

/** @param at milliseconds since the epoch */
export function monthIndexKey(at: number): string {
  return `MONTH#${new Date(at).toISOString().slice(0, 7)}`;
}

/** The keys of the months from one moment to another, both included. */
export function monthIndexKeys(from: number, to: number): readonly string[] {
  const keys: string[] = [];
  const month = new Date(from);
  month.setUTCDate(1);
  month.setUTCHours(0, 0, 0, 0);
  for (; month.getTime() <= to; month.setUTCMonth(month.getUTCMonth() + 1)) keys.push(monthIndexKey(month.getTime()));
  return keys;
}

/** The index of the releases about which something is left to be done. */
export const UNSETTLED_INDEX = 'Unsettled';

/** The indexes of the ledger's table. */
export const LEDGER_INDEXES = ['GSI1', UNSETTLED_INDEX, 'GSI2'] as const;
export const UNSETTLED = 'UNSETTLED';

/** Where a release is in that index; a settled one is not. */
export function unsettledKey(
  release: Release,
): { readonly UnsettledPK: string; readonly UnsettledSK: string } | undefined {
  if (isSettled(release)) return undefined;
  return { UnsettledPK: UNSETTLED, UnsettledSK: `${new Date(release.openedAt).toISOString()}#${release.id}` };
}

/** An item of that index: its sort key ends with the id of the release. */
export const unsettledItemSchema = v.object({
  UnsettledSK: v.pipe(
    v.string(),
    v.transform((key) => key.slice(key.indexOf('#') + 1)),
  ),
});

const release = v.object({
  id: v.string(),
  functionName: v.string(),
  aliasName: v.string(),
  blue: v.optional(v.string()),
  green: v.string(),
  deploymentGroup: v.string(),
  state: v.picklist(RELEASE_STATES),
  openedAt: v.number(),
  decidedBy: v.optional(v.string()),
  decidedAt: v.optional(v.number()),
  reasons: v.array(reasonSchema),
  notes: v.optional(v.array(reasonSchema)),
  allowedAt: v.optional(v.number()),
  endedAt: v.optional(v.number()),
  messageClaimedAt: v.optional(v.number()),
  messageSentAt: v.optional(v.number()),
  revision: v.number(),
}) satisfies v.GenericSchema<unknown, Release>;

const gate = v.object({
  name: v.string(),
  phase: v.picklist(PHASES),
  mode: v.picklist(MODES),
  onInconclusive: v.optional(v.picklist(ON_INCONCLUSIVE)),
  verdict: verdictSchema,
  attempts: v.optional(v.number()),
  at: v.number(),
}) satisfies v.GenericSchema<unknown, GateRecord>;

/** An item of a release itself, with the manifest it was opened by as JSON text. */
export const releaseItemSchema = v.object({ release, manifest: v.optional(v.string()) });

/** An item of one gate's answer. */
export const gateItemSchema = v.object({ gate });
