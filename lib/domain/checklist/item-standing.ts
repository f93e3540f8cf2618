import type { Attestation } from '../attestation/attestation';
import { standingOf } from '../attestation/standing';
import { gateEffect } from '../release/gate-effect';
import { isTerminal, type GateRecord, type Release } from '../release/release';
import type { ChecklistItem } from './checklist';
import { isAfterRelease } from './due';

/** How it stands with an item. */
export type ItemState =
  | 'done'
  /** It was attested, or said by its gate, that it does not hold. */
  | 'failed'
  /** It is not done, and there is time. */
  | 'open'
  /** It is not done, and its time is over. */
  | 'overdue'
  /** The release started without it. */
  | 'owed'
  /** The release did not come through, so there is nothing live to look at. */
  | 'moot'
  /** A link for a person to look at: nothing shows whether anybody did. */
  | 'look';

export interface ItemStanding {
  readonly item: ChecklistItem;
  readonly is: ItemState;
  /** When it is due, in milliseconds since the epoch; missing where its time is counted from an end that has not come. */
  readonly dueAt?: number | undefined;
  /** Whether it is due and not done. */
  readonly isLacking: boolean;
  /** Who or what said the last of it, what, and when. */
  readonly said?: { readonly by: string; readonly at: number; readonly text: string } | undefined;
}

export interface ChecklistMoment {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** T: when the release started, or is to. */
  readonly startsAt: number;
  /** About what is released, all of them. */
  readonly attestations: readonly Attestation[];
  /** Missing before it is opened. */
  readonly release?: Pick<Release, 'state' | 'endedAt'> | undefined;
  /** What its gates said so far. */
  readonly gates: readonly GateRecord[];
}

/** Where one item of a checklist stands. */
export function standingOfItem(item: ChecklistItem, moment: ChecklistMoment): ItemStanding {
  const { due, attested, gate } = item;
  const anchor = anchorOf(item, moment);
  if (anchor === 'none') return { item, is: 'moot', isLacking: false };
  const dueAt = anchor === undefined ? undefined : anchor + due.offsetMs;
  const isDue = dueAt !== undefined && moment.now >= dueAt;
  if (gate !== undefined) return { item, dueAt, ...standingOfGate(gate, isDue, moment) };
  if (attested === undefined) return { item, dueAt, is: 'look', isLacking: false };
  return { item, dueAt, ...standingOfKind(attested, isDue, item, moment) };
}

type Stands = Pick<ItemStanding, 'is' | 'isLacking' | 'said'>;

/** From when an item's time is counted; undefined where that has not come, `none` where it never will. */
function anchorOf({ due }: ChecklistItem, { startsAt, release }: ChecklistMoment): number | 'none' | undefined {
  if (!isAfterRelease(due) || !release) return startsAt;
  if (release.state === 'released') return release.endedAt ?? startsAt;
  return isTerminal(release.state) ? 'none' : undefined;
}

function standingOfGate(name: string, isDue: boolean, { release, gates }: ChecklistMoment): Stands {
  const record = gates.find((one) => one.name === name);
  if (!record) {
    // Nobody can have asked it before there is a release; after its end nobody will.
    const isOver = isDue && release !== undefined && isTerminal(release.state);
    return { is: isOver ? 'overdue' : 'open', isLacking: isOver };
  }
  const effect = gateEffect(record);
  const isGood = effect === 'passed' || effect === 'proceeded' || record.verdict.outcome === 'pass';
  const said = { by: `gate ${name}`, at: record.at, text: record.verdict.reasons[0]?.message ?? '' };
  return { is: isGood ? 'done' : 'failed', isLacking: isDue && !isGood, said };
}

function standingOfKind(kind: string, isDue: boolean, { due }: ChecklistItem, moment: ChecklistMoment): Stands {
  const { now, startsAt, attestations, release } = moment;
  const isAfter = isAfterRelease(due);
  const from = isAfter ? (release?.endedAt ?? startsAt) : 0;
  // What is live can only be attested once it is, and what held then held, however long that was to count.
  const standing = standingOf(
    kind,
    attestations.filter(({ at }) => at >= from),
    now,
  );
  const atStart = !isAfter && release ? standingOf(kind, until(startsAt, attestations), startsAt) : undefined;
  if (atStart?.is === 'passed') return { is: 'done', isLacking: false, said: saidOf(atStart.latest) };
  if (standing.is === 'missing') return undone(isDue, isAfter, release !== undefined);
  const said = saidOf(standing.latest);
  if (standing.is === 'passed' || (standing.is === 'expired' && isAfter)) return { is: 'done', isLacking: false, said };
  if (standing.is === 'failed') return { is: 'failed', isLacking: isDue, said };
  return { ...undone(isDue, isAfter, release !== undefined), said };
}

function until(at: number, attestations: readonly Attestation[]): readonly Attestation[] {
  return attestations.filter((one) => one.at <= at);
}

function undone(isDue: boolean, isAfter: boolean, isReleased: boolean): Stands {
  if (!isDue) return { is: 'open', isLacking: false };
  return { is: isReleased && !isAfter ? 'owed' : 'overdue', isLacking: true };
}

function saidOf({ by, at, said }: Attestation): NonNullable<ItemStanding['said']> {
  return { by: by.arn, at, text: said };
}
