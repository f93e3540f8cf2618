import { listText } from '../text/figures';
import { oneLine } from '../text/one-line';

/** A time in which nothing is released. It begins at its start, and at its end it is over. */
export interface ClosedSpan {
  /** Milliseconds since the epoch. */
  readonly start: number;
  /** Excluded. Milliseconds since the epoch; `Infinity` where nobody knows. */
  readonly end: number;
  /** What closes, such as `Christmas freeze`. Foreign text. */
  readonly name: string;
}

/** When a release would do what. Milliseconds since the epoch. */
export interface PlannedTimes {
  readonly now: number;
  /** When all traffic will have moved. */
  readonly shiftEnds: number;
  /** When the bake after it will be over; the release is done at this moment. */
  readonly bakeEnds: number;
}

/** Whether a release may begin, as far as the calendar says. */
export type CalendarJudgement =
  | { readonly kind: 'open'; readonly sentence: string }
  | {
      readonly kind: 'closed';
      /** All that close now. */
      readonly names: readonly string[];
      /** When it is open again, all that follows without a break included. Milliseconds since the epoch. */
      readonly opensAt: number;
      readonly sentence: string;
    }
  | {
      readonly kind: 'would-run-into';
      readonly names: readonly string[];
      /** Milliseconds since the epoch. */
      readonly closesAt: number;
      /** Milliseconds since the epoch. */
      readonly opensAt: number;
      /** What would not be over. */
      readonly during: 'shift' | 'bake';
      readonly sentence: string;
    };

/**
 * Judges whether a release may begin now. At the moment a span begins it is closed, and at the moment it ends it is open; a
 * release that is over at the moment a span begins does not run into it.
 *
 * @throws RangeError where the times are no times in order: that is for whoever planned them
 */
export function judgeCalendar(spans: readonly ClosedSpan[], times: PlannedTimes): CalendarJudgement {
  const { now, shiftEnds, bakeEnds } = times;
  if (!(now <= shiftEnds && shiftEnds <= bakeEnds && bakeEnds < Infinity && now > -Infinity))
    throw new RangeError(
      `A release ends after it begins, got now ${now}, shift until ${shiftEnds}, bake until ${bakeEnds}.`,
    );
  const sound = spans.filter(({ start, end }) => start < end);
  const closing = sound.filter(({ start, end }) => start <= now && now < end);
  if (closing.length > 0) {
    const opensAt = openAgain(sound, now);
    const names = namesOf(closing);
    const sentence = `Closed now by ${listText(names)}; ${opensText(opensAt)}.`;
    return { kind: 'closed', names, opensAt, sentence };
  }
  const ahead = sound.filter(({ start }) => start > now && start < bakeEnds);
  const closesAt = ahead.reduce((first, { start }) => Math.min(first, start), Infinity);
  if (closesAt === Infinity) {
    return { kind: 'open', sentence: `Open from now until the release is over, at ${momentText(bakeEnds)}.` };
  }
  const names = namesOf(ahead.filter(({ start }) => start === closesAt));
  const during = closesAt < shiftEnds ? 'shift' : 'bake';
  const opensAt = openAgain(sound, closesAt);
  return {
    kind: 'would-run-into',
    names,
    closesAt,
    opensAt,
    during,
    sentence: `Open now, but closed by ${listText(names)} from ${momentText(closesAt)}, and ${WHAT[during]} would be over at ${momentText(during === 'shift' ? shiftEnds : bakeEnds)} only; ${opensAt === Infinity ? '' : `wait until ${momentText(opensAt)}, or `}plan a shorter release.`,
  };
}

const WHAT = { shift: 'the shift of traffic', bake: 'the bake after the shift' } as const;

/** Names that anybody reads, each once. */
const NAMED = 3;

function namesOf(spans: readonly ClosedSpan[]): readonly string[] {
  const names = [...new Set(spans.map(({ name }) => oneLine(name).slice(0, 100)))];
  return names.length > NAMED ? [...names.slice(0, NAMED), `${names.length - NAMED} more`] : names;
}

/** When nothing is closed any more that was closed without a break since a moment. */
function openAgain(spans: readonly ClosedSpan[], closedAt: number): number {
  let opens = closedAt;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start > opens) break;
    opens = Math.max(opens, end);
  }
  return opens;
}

/** @param at `Infinity` where nobody knows */
function opensText(at: number): string {
  return at === Infinity ? 'nobody knows when it opens again' : `open again from ${momentText(at)}`;
}

/** A minute that a person can look up, such as `2026-12-23 17:00 UTC`; with seconds where it is no whole minute. */
function momentText(at: number): string {
  const text = new Date(at).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, at % 60_000 === 0 ? 16 : 19)} UTC`;
}
