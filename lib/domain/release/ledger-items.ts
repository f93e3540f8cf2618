import * as v from 'valibot';
import { statementSchema, type Attestation } from '../attestation/attestation';
import { codeDigestSchema } from '../code/code-digest';
import { commitFactsSchema } from '../facts/commit-facts';
import type { Phase } from '../gate/phase';
import { ledgerEventSchema } from './ledger-event';
import { lookRecordSchema } from '../shift/watches';
import { awaitsCount, isSettled, type Release } from './release';
import { gateRecordSchema, releaseSchema } from './release-schema';

/**
 * How releases lie in the ledger's table. One release is one partition: `META`, then an item for each gate's answer.
 * One index lists the releases of a service by time, another one those that are not settled: an item without the
 * attributes of an index is not in it.
 */
export function releaseKey(releaseId: string) {
  return { PK: `RELEASE#${releaseId}`, SK: 'META' };
}

export function gateKey(releaseId: string, phase: Phase, name: string) {
  return { PK: `RELEASE#${releaseId}`, SK: `${GATE}${phase}#${name}` };
}

/** The version of the shape of items, which each names. Those of before 2 name none, and have no events. */
export const ITEM_SCHEMA = 2;

const GATE = 'GATE#';

/** Whether an item is one gate's answer, by its sort key. */
export function isGateKey(sortKey: unknown): boolean {
  return typeof sortKey === 'string' && sortKey.startsWith(GATE);
}

/** What the watch of a release knows: one item, written anew by each look. */
export function watchKey(releaseId: string) {
  return { PK: `RELEASE#${releaseId}`, SK: 'WATCH#STATE' };
}

/** So many looks are kept in one item. */
const LOOKS_OF_AN_ITEM = 60;

/** The item that a look is kept in. @param look the first is 1 */
export function looksKey(releaseId: string, look: number) {
  const item = Math.floor((look - 1) / LOOKS_OF_AN_ITEM);
  return { PK: `RELEASE#${releaseId}`, SK: `WATCH#LOOKS#${String(item).padStart(4, '0')}` };
}

/** What changed the release: one item for each revision. @param sequence the first is 1 */
export function eventKey(releaseId: string, sequence: number) {
  return { PK: `RELEASE#${releaseId}`, SK: `${EVENT}${String(sequence).padStart(6, '0')}` };
}

const EVENT = 'EVENT#';

/** The sequence of an event, by its sort key; undefined for the key of anything else. */
export function sequenceOfKey(sortKey: unknown): number | undefined {
  const digits = typeof sortKey === 'string' ? /^EVENT#(\d+)$/.exec(sortKey)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

/** Whether an item is the watch's, by its sort key. */
export function isWatchKey(sortKey: unknown): boolean {
  return typeof sortKey === 'string' && sortKey.startsWith('WATCH#');
}

/** What is known of the commit of a subject: one item, which the latest annotation has. */
export function factsKey(subject: string) {
  return { PK: `SUBJECT#${subject}`, SK: 'FACTS' };
}

/**
 * The partition of what was attested of a subject. It is not that of the facts: who may annotate a subject may write into
 * that one.
 */
export function attestedKey(subject: string): string {
  return `ATTESTED#${subject}`;
}

/** One attestation: by time, and by the proof of who it was. */
export function attestationKey({ subject, at, proof }: Pick<Attestation, 'subject' | 'at' | 'proof'>) {
  return { PK: attestedKey(subject), SK: `${new Date(at).toISOString()}#${proof}` };
}

/** What a package unpacks to. @param sha256 of its bytes */
export function unpackedKey(sha256: string) {
  return { PK: `CODE#${sha256}`, SK: 'UNPACKED' };
}

/** A proof that has been used. @param proof its SHA-256 */
export function usedProofKey(proof: string) {
  return { PK: `PROOF#${proof}`, SK: 'USED' };
}

/** Which release has used a break-glass. */
export function spentGlassKey(id: string) {
  return { PK: `GLASS#${id}`, SK: 'SPENT' };
}

/** An item of a break-glass that was used. */
export const spentGlassItemSchema = v.object({ releaseId: v.string(), at: v.number() });

/** A notice about a release, which is due or published. */
export function messageKey(releaseId: string, messageId: string) {
  return { PK: `RELEASE#${releaseId}`, SK: `MESSAGE#${messageId}` };
}

/** What a channel did about a message of a release. */
export function deliveryKey(releaseId: string, channel: string, messageId: string) {
  return { PK: `RELEASE#${releaseId}`, SK: `DELIVERY#${channel}#${messageId}` };
}

/** Where the messages of a release hang together in a channel. No message has such an id. */
export function threadKey(releaseId: string, channel: string) {
  return deliveryKey(releaseId, channel, 'THREAD');
}

/** The index of the releases of each alias by time. */
export const SERVICE_INDEX = 'GSI1';

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

/**
 * Where what a pager was told of a release is in that index.
 *
 * @param at when it was, in milliseconds since the epoch
 */
export function pageKey(releaseId: string, channel: string, messageId: string, at: number) {
  const { SK } = deliveryKey(releaseId, channel, messageId);
  return { GSI2PK: monthIndexKey(at, 'PAGE'), GSI2SK: `${new Date(at).toISOString()}#${releaseId}#${SK}` };
}

/**
 * What the second index lists by month: releases, what people said of them, what pagers were told of them, and releases
 * of the time before Sluice.
 */
export type MonthlyKind = 'MONTH' | 'LABEL' | 'EFFORT' | 'PAGE' | 'IMPORTED';

/** @param at milliseconds since the epoch */
export function monthIndexKey(at: number, kind: MonthlyKind = 'MONTH'): string {
  return `${kind}#${new Date(at).toISOString().slice(0, 7)}`;
}

/** The keys of the months from one moment to another, both included. */
export function monthIndexKeys(from: number, to: number, kind: MonthlyKind = 'MONTH'): readonly string[] {
  const keys: string[] = [];
  const month = new Date(from);
  month.setUTCDate(1);
  month.setUTCHours(0, 0, 0, 0);
  for (; month.getTime() <= to; month.setUTCMonth(month.getUTCMonth() + 1)) {
    keys.push(monthIndexKey(month.getTime(), kind));
  }
  return keys;
}

/** The index of the releases about which something is left to be done. */
export const UNSETTLED_INDEX = 'Unsettled';

/** The indexes of the ledger's table. */
export const LEDGER_INDEXES = [SERVICE_INDEX, UNSETTLED_INDEX, 'GSI2'] as const;
export const UNSETTLED = 'UNSETTLED';
/** Under which the same index lists what is to be said and is not published. */
export const UNSENT = 'UNSENT';

/** Where such a notice is in that index; a published one is not. */
export function unsentKey(releaseId: string, { id, at }: { readonly id: string; readonly at: number }) {
  return { UnsettledPK: UNSENT, UnsettledSK: `${new Date(at).toISOString()}#${releaseId}#${id}` };
}

/** Under which the same index lists what releases owe and is not closed. */
export const OWED = 'OWED';

/** What a release owes by a time, in milliseconds since the epoch. */
export function debtKey(releaseId: string, dueAt: number) {
  return { PK: `RELEASE#${releaseId}`, SK: `OWED#${new Date(dueAt).toISOString()}` };
}

/** Where that is in the index. */
export function owedKey(releaseId: string, dueAt: number) {
  return { UnsettledPK: OWED, UnsettledSK: `${new Date(dueAt).toISOString()}#${releaseId}` };
}

/** Below this is in the index what is due before a time, or at it. */
export function owedBefore(time: number): string {
  // The character after the one that ends a time.
  return `${new Date(time).toISOString()}$`;
}

/** Where a release is in that index; one that is settled and counted is not. */
export function unsettledKey(
  release: Release,
): { readonly UnsettledPK: string; readonly UnsettledSK: string } | undefined {
  if (isSettled(release) && !awaitsCount(release)) return undefined;
  return { UnsettledPK: UNSETTLED, UnsettledSK: `${new Date(release.openedAt).toISOString()}#${release.id}` };
}

/** An item of that index: its sort key ends with the id of the release. */
export const unsettledItemSchema = v.object({
  UnsettledSK: v.pipe(
    v.string(),
    v.transform((key) => key.slice(key.indexOf('#') + 1)),
  ),
});

/** An item of a release itself, with the manifest it was opened by as JSON text. */
export const releaseItemSchema = v.object({ release: releaseSchema, manifest: v.optional(v.string()) });

/** An item of an event. */
export const eventItemSchema = v.object({ event: ledgerEventSchema });

/** An item of looks of the watch, the oldest first. */
export const looksItemSchema = v.object({ taken: v.array(lookRecordSchema) });

/** An item of the facts of a commit. */
export const factsItemSchema = v.object({ facts: commitFactsSchema });

/** An item of one attestation. */
export const attestationItemSchema = v.object({ statement: statementSchema });

/** An item of what a package unpacks to. */
export const unpackedItemSchema = v.object({ digest: codeDigestSchema });

/** An item of one gate's answer. */
export const gateItemSchema = v.object({ gate: gateRecordSchema });
