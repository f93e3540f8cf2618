import type { RehearsalPlan } from 'sluice/rehearsal';

/** What is true of a release. */
export interface Case {
  readonly name: string;
  /** Of harmless ones none should be rolled back. */
  readonly kind: 'harmless' | 'regression';
  /** What green does otherwise than blue. */
  readonly green: NonNullable<RehearsalPlan['versions']['green']>;
  readonly incidents: RehearsalPlan['incidents'];
  /** The share of green's calls that go worse than blue's would have, 0 to 1. */
  readonly badShare: number;
}

const MINUTE_MS = 60_000;

/** Blue's usual share of errors. */
export const USUAL = 0.005;

function harmless(name: string, some: Partial<Pick<Case, 'green' | 'incidents'>>): Case {
  return { name, kind: 'harmless', green: {}, incidents: [], badShare: 0, ...some };
}

function failing(name: string, errorRate: number): Case {
  return { name, kind: 'regression', green: { errorRate }, incidents: [], badShare: errorRate - USUAL };
}

const SLOW = { share: 0.05, byMs: 1000 };

/** The incident and the errors of a cold start are those of `npm run bench -- detection`, the incident five minutes earlier. */
export const CASES: readonly Case[] = [
  harmless('nothing wrong', {}),
  harmless('shared incident, 20 % for 5 min', {
    incidents: [{ at: 3 * MINUTE_MS, for: 5 * MINUTE_MS, errorRate: 0.2 }],
  }),
  harmless('cold start, +2 pp for 1 min', {
    green: { coldStart: { for: MINUTE_MS, errorRate: USUAL + 0.02, slow: { share: 0.1, byMs: 800 } } },
  }),
  failing('+1 pp', USUAL + 0.01),
  failing('+5 pp', USUAL + 0.05),
  failing('outage', 1),
  {
    name: '5 % of calls 1 s slower',
    kind: 'regression',
    green: { slow: SLOW },
    incidents: [],
    badShare: SLOW.share,
  },
];

/** Of all customers together; a tenth comes to green. */
export const RATES: readonly number[] = [10, 100];
