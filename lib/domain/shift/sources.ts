import * as v from 'valibot';
import { HANDLER_DELAY_MS, OPEN_MS, PUBLICATION_DELAY_MS } from './look-times';
import { MINUTE_MS } from './metrics';

/** Who counts: Lambda, or the squad by metrics of its own, minute by minute; or the handler, by those of `releaseMetrics`. */
export const SOURCES = ['minutes', 'handler'] as const;
export type Source = (typeof SOURCES)[number];
export const sourceSchema = v.picklist(SOURCES);

/** How counts of a source come. All in milliseconds. */
export interface SourceTimes {
  /** Counts are those of periods of this length. */
  readonly periodMs: number;
  /** They are mostly there so long after the end of theirs. */
  readonly delayMs: number;
  /** Something may be added to a period so long after it. */
  readonly openMs: number;
}

const TIMES: Readonly<Record<Source, SourceTimes>> = {
  minutes: { periodMs: MINUTE_MS, delayMs: PUBLICATION_DELAY_MS, openMs: OPEN_MS },
  // A line is written when its call ends, so that nothing of a call comes later than its line does.
  handler: { periodMs: 10_000, delayMs: HANDLER_DELAY_MS, openMs: 5 * MINUTE_MS },
};

/** Lambda's times where nothing is said. */
export function timesOf(source: Source = 'minutes'): SourceTimes {
  return TIMES[source];
}

/** The start of the period that a time is in. */
export function periodOf(at: number, { periodMs }: SourceTimes): number {
  return Math.floor(at / periodMs) * periodMs;
}

/** Whether the counts of a period are there, but for those of calls that end late. */
export function isPublished(start: number, at: number, { periodMs, delayMs }: SourceTimes = timesOf()): boolean {
  return start + periodMs + delayMs <= at;
}
