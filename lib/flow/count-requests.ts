import type { Ledger } from '../domain/release/ledger';
import { awaitsCount, type Release } from '../domain/release/release';
import {
  COUNTING_GIVEN_UP_MS,
  countedMetrics,
  countedTime,
  customerRequests,
  METRICS_SETTLE_MS,
  type CustomerRequests,
} from '../domain/shift/customer-requests';
import type { Metrics } from '../domain/shift/metrics';
import { applyEvent } from './apply-event';

export interface CountingPorts {
  readonly ledger: Pick<Ledger, 'read' | 'replace'>;
  readonly metrics: Metrics;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Counts what customers had of a release's green, once its metrics are there. It is for figures alone, so that what
 * cannot be read holds nothing up: it is tried for a day, and then kept as not known.
 */
export async function countRequests(release: Release, { ledger, metrics, now }: CountingPorts): Promise<void> {
  const { blue, shiftedAt, endedAt } = release;
  if (!awaitsCount(release) || blue === undefined || shiftedAt === undefined || endedAt === undefined) return;
  const at = now();
  if (at < endedAt + METRICS_SETTLE_MS) return;
  const counted = await readRequests({ ...release, blue, shiftedAt, endedAt }, metrics).catch((error: unknown) => {
    if (at < endedAt + COUNTING_GIVEN_UP_MS) throw error;
    return undefined;
  });
  await applyEvent(ledger, release.id, { kind: 'counted', at, ...counted });
}

/** Undefined where nobody will ever know more. */
async function readRequests(
  release: Parameters<typeof countedMetrics>[0],
  metrics: Metrics,
): Promise<CustomerRequests | undefined> {
  const time = countedTime(release);
  if (!time) return undefined;
  const read = await metrics.read(countedMetrics(release), time);
  if ('refused' in read) throw new Error(`The metrics of green cannot be read: ${read.refused.message}`);
  return customerRequests(read.series);
}
