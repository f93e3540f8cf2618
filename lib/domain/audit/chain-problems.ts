import type { Digest } from '../release/ledger-event';
import type { Release } from '../release/release';
import type { KeptRelease } from './kept-release';
import type { LedgerProblem } from './ledger-problem';

type Said = Pick<LedgerProblem, 'kind' | 'sequence' | 'message'>;

/** As much of an event as the chain goes by. What it says is believed only where the next one vouches for it. */
interface Link {
  readonly sequence?: unknown;
  readonly releaseId?: unknown;
  readonly previous?: unknown;
}

/** What is wrong with a release's chain of events. Each is vouched for by the one after it, and the last by the release. */
export function chainProblems(
  { id, events }: KeptRelease,
  { revision, head }: Release,
  digest: Digest,
): readonly Said[] {
  if (events.size === 0) {
    return head === undefined ? [] : [{ kind: 'event-missing', message: 'None of its events is there.' }];
  }
  const first = Math.min(...events.keys());
  const last = Math.max(...events.keys());
  const problems: Said[] = [];
  // No further than there are events: a revision that somebody has put there may be any number.
  for (let sequence = first; sequence <= Math.min(revision, last); sequence++) {
    if (!events.has(sequence)) {
      problems.push(missing(sequence));
      continue;
    }
    const event = linkOf(events.get(sequence));
    const vouched = sequence === revision ? head : linkOf(events.get(sequence + 1)).previous;
    if (event.sequence !== sequence || event.releaseId !== id) {
      const message = `In the place of event ${sequence} there is event ${shown(event.sequence)} of ${shown(event.releaseId)}.`;
      problems.push({ kind: 'event-out-of-place', sequence, message });
    } else if (vouched !== digest(events.get(sequence)) && (sequence === revision || events.has(sequence + 1))) {
      const by = sequence === revision ? 'the release' : `event ${sequence + 1}`;
      problems.push({ kind: 'event-changed', sequence, message: `Event ${sequence} is not the one that ${by} names.` });
    }
  }
  if (revision > last) problems.push(missing(last + 1));
  if (linkOf(events.get(first)).previous !== undefined) problems.unshift(missing(first - 1));
  for (const sequence of [...events.keys()].filter((one) => one > revision)) {
    const message = `Event ${sequence} is beyond the ${revision} changes of the release.`;
    problems.push({ kind: 'event-added', sequence, message });
  }
  return problems;
}

/** Whatever somebody has put in the place of an event is one that says nothing. */
function linkOf(raw: unknown): Link {
  return typeof raw === 'object' && raw !== null ? raw : {};
}

/** What stands where a number or a name should; anything else may not even be made a text. */
function shown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : 'unknown';
}

function missing(sequence: number): Said {
  return { kind: 'event-missing', sequence, message: `Event ${sequence} is not there.` };
}
