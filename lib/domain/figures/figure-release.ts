import * as v from 'valibot';
import { RELEASE_STATES, type ReleaseState } from '../release/release';

/** What says that a release mends another one in haste; `no` where its commit is known and nothing says so. */
export const HOTFIX_MARKS = ['annotation', 'branch', 'commit', 'no'] as const;

/**
 * A release, as far as figures go by it: one of the ledger, or one that was imported from the time before. Times are
 * milliseconds since the epoch. What is missing is not known, and never 0.
 */
export interface FigureRelease {
  readonly id: string;
  /** The name of the function, or whatever the time before called it. */
  readonly service: string;
  readonly alias: string;
  readonly state: ReleaseState;
  readonly openedAt: number;
  /** From when on customers may have reached green. */
  readonly shiftedAt?: number | undefined;
  readonly endedAt?: number | undefined;
  /** When it was decided that it does not stay. */
  readonly decidedAt?: number | undefined;
  readonly decidedBy?: string | undefined;
  /** Customers' requests that green served until the release ended, and those that failed. */
  readonly requests?: number | undefined;
  readonly failedRequests?: number | undefined;
  /** How many commits it brings; and when each was committed, which is known of all or of none. */
  readonly commits?: number | undefined;
  readonly committedAt?: readonly number[] | undefined;
  readonly hotfix?: (typeof HOTFIX_MARKS)[number] | undefined;
  /** Whether its alarms were ignored, by a break-glass; of one of the ledger it is known. */
  readonly glassBroken?: boolean | undefined;
  readonly source: 'ledger' | 'imported';
}

const time = v.number();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A release as it is imported and kept. */
export const figureReleaseSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  service: v.pipe(v.string(), v.nonEmpty()),
  alias: v.string(),
  state: v.picklist(RELEASE_STATES),
  openedAt: time,
  shiftedAt: v.optional(time),
  endedAt: v.optional(time),
  decidedAt: v.optional(time),
  decidedBy: v.optional(v.string()),
  requests: v.optional(count),
  failedRequests: v.optional(count),
  commits: v.optional(count),
  committedAt: v.optional(v.array(time)),
  hotfix: v.optional(v.picklist(HOTFIX_MARKS)),
  glassBroken: v.optional(v.boolean()),
  source: v.picklist(['ledger', 'imported']),
}) satisfies v.GenericSchema<unknown, FigureRelease>;

/** Something that may not be known. */
export type Known = 'yes' | 'no' | 'unknown';

/** Whether any customer's request reached green. Who has all traffic, or may have some for good, has customers. */
export function reachedCustomers({ state, requests }: FigureRelease): Known {
  switch (state) {
    case 'released':
    case 'failed':
      return 'yes';
    case 'rolled-back':
      return requests === undefined ? 'unknown' : requests > 0 ? 'yes' : 'no';
    case 'blocked':
    case 'gating':
    case 'shifting':
    case 'verifying':
    case 'refused':
    case 'rolling-back':
      return 'no';
  }
}

/** Whether it is a failure that customers had: rolled back after at least one request of theirs, or failed. */
export function failedCustomers(release: FigureRelease): Known {
  return release.state === 'released' ? 'no' : reachedCustomers(release);
}
