import * as v from 'valibot';
import type { Digest } from '../release/ledger-event';
import { releaseItemSchema } from '../release/ledger-items';
import { chainProblems } from './chain-problems';
import type { KeptRelease } from './kept-release';
import type { LedgerProblem } from './ledger-problem';
import { recordProblems, unvouchedGates } from './record-problems';

/** What the record of a release is worth. */
export interface VerifiedRelease {
  readonly releaseId: string;
  readonly problems: readonly LedgerProblem[];
  /** How many events there are. */
  readonly events: number;
  /** How many changes were kept before there were events: nothing can be said of them. */
  readonly unproven: number;
  /** Gates with a record that no event speaks of: kept after the release was decided, or put in. */
  readonly unvouched: readonly string[];
  /** The SHA-256 of the last event; missing where there is none. */
  readonly head?: string | undefined;
}

/**
 * Recomputes the chain of a release's events from what lies in the table, and holds state, manifest and gates against it.
 *
 * Whoever rewrites one item has to rewrite all that follow it. Whoever rewrites all of them is found by an anchor: the head
 * that a message carried out of the table.
 *
 * @param digest over items as they lie there, with whatever somebody has put into them
 * @param anchor a head that was once told
 */
export function verifyRelease(kept: KeptRelease, digest: Digest, anchor?: string): VerifiedRelease {
  const releaseId = kept.id;
  const state = v.safeParse(releaseItemSchema, kept.state);
  const events = kept.events.size;
  if (!state.success) {
    const which = kept.state === undefined ? 'no release' : 'no understandable release';
    const problem = { kind: 'no-release', releaseId, message: `The ledger has ${which} ${releaseId}.` } as const;
    return { releaseId, problems: [problem], events, unproven: 0, unvouched: [] };
  }
  const { release } = state.output;
  const problems = [
    ...chainProblems(kept, release, digest),
    ...recordProblems(kept, digest),
    ...anchorProblems(kept, digest, anchor),
  ];
  const unproven = (events === 0 ? release.revision + 1 : Math.min(...kept.events.keys())) - 1;
  return {
    releaseId,
    problems: problems.map((one) => ({ releaseId, ...one })),
    events,
    unproven: release.head === undefined || events > 0 ? unproven : 0,
    unvouched: events === 0 ? [] : unvouchedGates(kept),
    ...(release.head === undefined ? {} : { head: release.head }),
  };
}

function anchorProblems({ events }: KeptRelease, digest: Digest, anchor: string | undefined) {
  if (anchor === undefined || [...events.values()].some((event) => digest(event) === anchor)) return [];
  const message = `None of the events has the digest ${anchor}, which was told once.`;
  return [{ kind: 'anchor-not-found', message } as const];
}
