import * as v from 'valibot';
import { ledgerEventSchema, type Digest, type EventGate, type LedgerEvent } from '../release/ledger-event';
import { gateKey } from '../release/ledger-items';
import type { Item, KeptRelease } from './kept-release';
import type { LedgerProblem } from './ledger-problem';

type Said = Pick<LedgerProblem, 'kind' | 'sequence' | 'message'>;

/** What of a release's state, manifest and gates is not as its events say. */
export function recordProblems(kept: KeptRelease, digest: Digest): readonly Said[] {
  const events: LedgerEvent[] = [];
  const problems: Said[] = [];
  for (const [sequence, raw] of [...kept.events].sort(([a], [b]) => a - b)) {
    const { success, output } = v.safeParse(ledgerEventSchema, raw);
    if (success) events.push(output);
    else problems.push({ kind: 'event-changed', sequence, message: `Event ${sequence} cannot be understood.` });
  }
  return [
    ...problems,
    ...stateProblems(kept, digest),
    ...manifestProblems(kept, events, digest),
    ...gateProblems(kept, events, digest),
  ];
}

/**
 * The gates with a record that no event speaks of, as `name (phase)`. A gate run that was too late leaves some, so that they
 * are no fault by themselves.
 */
export function unvouchedGates({ id, gates, events }: KeptRelease): readonly string[] {
  const said = new Set(
    [...events.values()].flatMap((raw) => {
      const { success, output } = v.safeParse(ledgerEventSchema, raw);
      return success ? (output.gates ?? []).map(({ phase, name }) => gateKey(id, phase, name).SK) : [];
    }),
  );
  return gates
    .map(({ SK }) => String(SK))
    .filter((key) => !said.has(key))
    .map((key) => key.replace(/^GATE#([^#]*)#(.*)$/, '$2 ($1)'));
}

function stateProblems({ state, events }: KeptRelease, digest: Digest): readonly Said[] {
  const release = { ...(state?.release as Item) };
  delete release.head;
  const last = events.get(Number(release.revision)) as { readonly release?: unknown } | undefined;
  if (!last || digest(last.release) === digest(release)) return [];
  return [{ kind: 'state-changed', message: 'The release is not as its last event made it.' }];
}

function manifestProblems({ state }: KeptRelease, events: readonly LedgerEvent[], digest: Digest): readonly Said[] {
  const opening = events.find(({ kind }) => kind === 'opened');
  const manifest = state?.manifest === undefined ? undefined : digest(state.manifest);
  if (!opening || opening.manifest === manifest) return [];
  return [{ kind: 'manifest-changed', message: 'The manifest is not the one that the release was opened with.' }];
}

/** The last event that speaks of a gate vouches for its record. */
function gateProblems({ id, gates }: KeptRelease, events: readonly LedgerEvent[], digest: Digest): readonly Said[] {
  const keyOf = ({ phase, name }: EventGate) => gateKey(id, phase, name).SK;
  const said = new Map(events.flatMap((event) => event.gates ?? []).map((gate) => [keyOf(gate), gate]));
  // By their keys: what an item says of itself may be what somebody has changed.
  const kept = new Map(gates.map(({ SK, gate }) => [SK, gate]));
  return [...said].flatMap(([key, { name, phase, sha256 }]): readonly Said[] => {
    const record = kept.get(key);
    if (record === undefined) {
      return [{ kind: 'gate-missing', message: `The record of the gate ${name} (${phase}) is not there.` }];
    }
    if (digest(record) === sha256) return [];
    return [{ kind: 'gate-changed', message: `The record of the gate ${name} (${phase}) is not as it was judged.` }];
  });
}
