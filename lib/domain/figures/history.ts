import type { FigureRelease } from './figure-release';

/** A person says whether a gate was right about a release. */
export interface GateLabel {
  readonly releaseId: string;
  readonly gate: string;
  readonly right: boolean;
  readonly who: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A person says how long they worked on a release, such as on mending what it broke. */
export interface Effort {
  readonly releaseId: string;
  readonly minutes: number;
  readonly who: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A page that was sent for a release. */
export interface Page {
  readonly releaseId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** All that figures are made of. */
export interface FigureHistory {
  readonly releases: readonly FigureRelease[];
  readonly labels: readonly GateLabel[];
  readonly effort: readonly Effort[];
  /** Undefined where nobody can say who was paged. */
  readonly pages?: readonly Page[] | undefined;
}

/** A stretch of time in milliseconds since the epoch; `to` is not part of it. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export function isWithin({ from, to }: Period, at: number | undefined): boolean {
  return at !== undefined && at >= from && at < to;
}
