import * as v from 'valibot';
import { PHASES, type Phase } from '../gate/phase';
import { OUTCOMES, type Outcome } from '../gate/verdict';
import type { GateRecord, Release } from './release';
import { releaseSchema } from './release-schema';
import { RELEASE_EVENTS, type ReleaseEvent } from './release-event';
import { sha256Schema } from '../text/sha256';

/** A digest of any JSON value: the SHA-256 of its canonical text, in hexadecimal digits. */
export type Digest = (value: unknown) => string;

/** The gates of an event by their records, whose bytes the event vouches for. */
export interface EventGate {
  readonly name: string;
  readonly phase: Phase;
  readonly outcome: Outcome;
  /** Of the gate's record as it was judged. */
  readonly sha256: string;
}

/**
 * What changed a release, as the ledger keeps it: one for each revision, each naming the digest of the one before. Who
 * changes, drops, swaps or adds one has to write all that follow anew, and the release's head with them.
 */
export interface LedgerEvent {
  /** The version of this shape. */
  readonly schema: 1;
  readonly releaseId: string;
  /** The revision that it made: the first is 1. */
  readonly sequence: number;
  readonly kind: 'opened' | ReleaseEvent['kind'];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of the event that opened it: the SHA-256 of the manifest's text. */
  readonly manifest?: string | undefined;
  readonly gates?: readonly EventGate[] | undefined;
  /** The release as it was from then on. */
  readonly release: Omit<Release, 'head'>;
  /** The SHA-256 of the event before; missing in the first that is kept. */
  readonly previous?: string | undefined;
}

/** The event that opens a release. */
export function openingEvent(release: Release, manifest: string | undefined, digest: Digest): LedgerEvent {
  const opened = { ...base(release), kind: 'opened', at: release.openedAt } as const;
  return manifest === undefined ? opened : { ...opened, manifest: digest(manifest) };
}

/** The event that made a release what it is. @param next with the head that it had before */
export function followingEvent(next: Release, event: ReleaseEvent, digest: Digest): LedgerEvent {
  const gates = 'gates' in event ? event.gates.map((gate) => eventGate(gate, digest)) : undefined;
  return {
    ...base(next),
    kind: event.kind,
    at: event.at,
    ...(gates === undefined ? {} : { gates }),
    ...(next.head === undefined ? {} : { previous: next.head }),
  };
}

/** What an event says of the record of a gate. */
export function eventGate(gate: GateRecord, digest: Digest): EventGate {
  return { name: gate.name, phase: gate.phase, outcome: gate.verdict.outcome, sha256: digest(gate) };
}

function base(release: Release) {
  return { schema: 1, releaseId: release.id, sequence: release.revision, release: withoutHead(release) } as const;
}

/** The head is the digest of the event: it cannot be in it. */
function withoutHead(release: Release): Omit<Release, 'head'> {
  const bare = { ...release };
  delete bare.head;
  return bare;
}

/** An event as it is kept. */
export const ledgerEventSchema = v.object({
  schema: v.literal(1),
  releaseId: v.string(),
  sequence: v.number(),
  kind: v.picklist(['opened', ...RELEASE_EVENTS]),
  at: v.number(),
  manifest: v.optional(sha256Schema),
  gates: v.optional(
    v.array(
      v.object({ name: v.string(), phase: v.picklist(PHASES), outcome: v.picklist(OUTCOMES), sha256: sha256Schema }),
    ),
  ),
  release: releaseSchema,
  previous: v.optional(sha256Schema),
}) satisfies v.GenericSchema<unknown, LedgerEvent>;
