import { WATCH_PARAMETERS } from '../../lib/domain/watch/watch-parameters';
import { WEIGHT, type Truth } from './made-up-shift';

/** One truth, which every rule is asked about. */
export interface Cell {
  readonly kind: 'null' | 'clusters' | 'regression';
  readonly name: string;
  readonly requestsPerSecond: number;
  /** Blue's usual share of errors. */
  readonly baseline: number;
  readonly truth: Truth;
}

const RATES = [0.6, 10, 100, 1000] as const;
const BASELINES = [0.001, 0.005, 0.02] as const;
const STRESSED = 0.005;

type Change = Partial<Omit<Truth, 'requestsPerSecond'>>;

function cell(kind: Cell['kind'], name: string, requestsPerSecond: number, baseline: number, change: Change): Cell {
  const truth: Truth = {
    requestsPerSecond,
    weight: WEIGHT,
    blue: () => baseline,
    green: () => baseline,
    cluster: 1,
    lateTicks: { blue: 0, green: 0 },
    onset: 0,
    ...change,
  };
  return { kind, name, requestsPerSecond, baseline, truth };
}

/** Every twentieth tick fails ten times as often, in both versions. */
const bursts = (_: number, chance: number) => (chance < 0.05 ? 10 : 1) * STRESSED;
/** A fifth of all calls fails from the eighth minute to the thirteenth, in both versions. */
const incident = (second: number) => (second >= 480 && second < 780 ? 0.2 : STRESSED);
const { factor, extra } = WATCH_PARAMETERS.tolerance;

const STRESS: readonly { readonly name: string; readonly kind: Cell['kind']; readonly change: Change }[] = [
  { name: 'bursts in both', kind: 'null', change: { blue: bursts, green: bursts } },
  { name: 'incident in both', kind: 'null', change: { blue: incident, green: incident } },
  { name: 'true split 11 %', kind: 'null', change: { weight: 0.11 } },
  { name: 'edge of the tolerance', kind: 'null', change: { green: () => factor * STRESSED + extra } },
  { name: "both versions' failing calls 30 s late", kind: 'null', change: { lateTicks: { blue: 3, green: 3 } } },
  { name: "green's timeouts 30 s longer", kind: 'null', change: { lateTicks: { blue: 0, green: 3 } } },
  { name: 'tries again, 3 at once', kind: 'clusters', change: { cluster: 3 } },
  { name: 'tries again, 5 at once', kind: 'clusters', change: { cluster: 5 } },
  {
    name: 'cold start, +2 pp for a minute',
    kind: 'null',
    change: { green: (second) => (second < 60 ? STRESSED + 0.02 : STRESSED) },
  },
];

export const NULLS: readonly Cell[] = [
  ...RATES.flatMap((rate) => BASELINES.map((baseline) => cell('null', 'alike', rate, baseline, {}))),
  ...STRESS.flatMap(({ name, kind, change }) => RATES.map((rate) => cell(kind, name, rate, STRESSED, change))),
];

const EFFECTS: readonly { readonly name: string; readonly green: (baseline: number) => number }[] = [
  { name: '+0.5 pp', green: (baseline) => baseline + 0.005 },
  { name: '+1 pp', green: (baseline) => baseline + 0.01 },
  { name: '+5 pp', green: (baseline) => baseline + 0.05 },
  { name: '10 x', green: (baseline) => 10 * baseline },
  { name: 'outage', green: () => 1 },
];

const LATE = 720;

export const REGRESSIONS: readonly Cell[] = [
  ...RATES.flatMap((rate) =>
    BASELINES.flatMap((baseline) =>
      EFFECTS.map(({ name, green }) => cell('regression', name, rate, baseline, { green: () => green(baseline) })),
    ),
  ),
  cell('regression', '+5 pp from minute 12', 10, STRESSED, {
    green: (second) => (second >= LATE ? STRESSED + 0.05 : STRESSED),
    onset: LATE,
  }),
];
