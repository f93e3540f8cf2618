import type { transition } from '../../../../lib/domain/release/transition';
import type { gateRecords } from '../../../../lib/domain/release/gate-records';
import type { missedEvents } from '../../../../lib/domain/release/missed-events';
import { isTerminal, openRelease, type Release } from '../../../../lib/domain/release/release';
import type { ReleaseEvent } from '../../../../lib/domain/release/release-event';
import type { Effect } from '../../../../lib/domain/release/effect';
import { newRelease } from '../example-release';
import { releaseKey, type State } from './state';

/** The functions of the domain that decide. Those of the product, or some with a mistake planted. */
export interface Rules {
  readonly transition: typeof transition;
  readonly gateRecords: typeof gateRecords;
  readonly missedEvents: typeof missedEvents;
}

/** One thing that can happen next. */
export interface Action {
  readonly what: string;
  /** Whether something goes wrong. What does not go wrong happens sooner or later. */
  readonly isFault: boolean;
  readonly then: State;
}

export function happens(what: string, then: State): Action {
  return { what, isFault: false, then };
}

/** Something that goes wrong, where so much may still go wrong. */
export function goesWrong(what: string, { faultsLeft }: State, then: State): readonly Action[] {
  return faultsLeft === 0 ? [] : [{ what, isFault: true, then: { ...then, faultsLeft: faultsLeft - 1 } }];
}

/** What a transition made of each release, by the event: the same happens in many states. */
const KNOWN = new WeakMap<Rules, Map<string, Applied>>();

interface Applied {
  readonly next: Release;
  readonly effects: readonly Effect[];
  readonly changed: boolean;
  readonly ends: boolean;
}

/**
 * Applies an event to the release that the ledger keeps, opening it where it is not there. One step: the ledger's
 * conditional writes let nobody write between the read and the write.
 */
export function applied(
  state: State,
  event: ReleaseEvent,
  rules: Rules,
): { readonly state: State; readonly effects: readonly Effect[]; readonly changed: boolean } {
  const known = KNOWN.get(rules) ?? new Map<string, Applied>();
  KNOWN.set(rules, known);
  const before = state.release ?? OPENED;
  const key = `${releaseKey(before)} ${eventKey(event)}`;
  let made = known.get(key);
  if (!made) {
    made = appliedAfresh(before, event, rules);
    known.set(key, made);
  }
  const { next, effects, changed, ends } = made;
  const then =
    state.release === next && !ends ? state : { ...state, release: next, recorded: state.recorded + Number(ends) };
  return { state: then, effects, changed };
}

const OPENED = openRelease(newRelease);

function appliedAfresh(before: Release, event: ReleaseEvent, rules: Rules): Applied {
  const { next, effects } = rules.transition(before, event);
  const ends =
    isTerminal(next.state) &&
    (!isTerminal(before.state) || next.state !== before.state || next.endedAt !== before.endedAt);
  const changed = next !== before;
  return { next: changed ? timeless(next) : before, effects, changed, ends };
}

function eventKey(event: ReleaseEvent): string {
  switch (event.kind) {
    case 'judged':
      return `judged ${event.phase} ${event.gates.map(({ verdict }) => verdict.outcome).join()}`;
    case 'regressed':
    case 'stuck':
      return event.kind;
    case 'warned':
      return `warned ${event.by}`;
    case 'gate-run-broke':
      return `broke ${event.phase}`;
    case 'deployment-ended': {
      const { ending } = event;
      return ending.status === 'succeeded' ? 'succeeded' : `ended ${String(ending.trafficMoved)}`;
    }
    case 'rollback-ended':
      return `rollback ${String(event.succeeded)}`;
    case 'message-claimed':
      return `claimed ${event.at}`;
    case 'glass-broken':
    case 'creation-allowed':
    case 'outcome-unknown':
    case 'put-back':
    case 'counted':
    case 'message-sent':
      return event.kind;
  }
}

/** A release without what tells two runs of the same events apart. */
function timeless({ messageClaimedAt, messageSentAt, decidedAt, endedAt, ...release }: Release): Release {
  return {
    ...release,
    revision: 1,
    ...(decidedAt === undefined ? {} : { decidedAt: 0 }),
    ...(endedAt === undefined ? {} : { endedAt: 0 }),
    ...(messageClaimedAt === undefined ? {} : { messageClaimedAt: 0 }),
    ...(messageSentAt === undefined ? {} : { messageSentAt: 0 }),
  };
}
