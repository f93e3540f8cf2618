import {
  factsKey,
  gateKey,
  monthKey,
  releaseKey,
  serviceKey,
  unsettledKey,
} from '../../lib/domain/release/ledger-items';
import type { GateRecord, Release } from '../../lib/domain/release/release';

const DAY_MS = 86_400_000;
const BEGAN = Date.UTC(2020, 0, 1);
/** The day that is read has so many releases, of a service of its own; all others are of other days and services. */
const OF_THE_DAY = 20;
/** So many of them are not settled; all others are. */
const UNSETTLED = 5;

/** What is read. */
export const OWN = {
  id: 'd-000000007',
  service: 'shop-own',
  day: Date.UTC(2026, 0, 5),
  subject: '0a'.repeat(32),
} as const;

/** The items of one release of the ledger, by its place in it. The first are those that are read. */
export function itemsOfRelease(place: number): readonly Readonly<Record<string, unknown>>[] {
  const isOwn = place < OF_THE_DAY;
  const openedAt = isOwn ? OWN.day + place * 3_600_000 : BEGAN + (place % 1500) * DAY_MS + place;
  const release: Release = {
    id: `d-${String(place).padStart(9, '0')}`,
    functionName: isOwn ? OWN.service : `shop-${place % 50}`,
    ...{ aliasName: 'live', blue: '7', green: '8', deploymentGroup: 'shop-live' },
    ...{ state: 'released', openedAt, endedAt: openedAt + 600_000, reasons: [], revision: 5 },
    ...(place < UNSETTLED ? {} : { messageSentAt: openedAt + 601_000 }),
  };
  const item = {
    ...{ ...releaseKey(release.id), ...serviceKey(release), ...monthKey(release), ...unsettledKey(release) },
    ...{ schema: 2, release, manifest: isOwn ? 'm'.repeat(2000) : 'm' },
  };
  if (release.id !== OWN.id) return [item];
  return [item, { ...gateKey(release.id, 'before-traffic', 'chat'), gate }, { ...factsKey(OWN.subject), facts }];
}

const gate: GateRecord = {
  ...{ name: 'chat', phase: 'before-traffic', mode: 'enforce', at: OWN.day },
  verdict: {
    outcome: 'pass',
    reasons: [{ code: 'passed', message: 'All conversations went as expected.' }],
    evidence: { source: 'a bench', sampleSize: 1, windowMs: 1, figures: {} },
  },
};

const facts = { schema: 1, sha: 'a1b2c3d', tickets: [], annotatedAt: OWN.day };
