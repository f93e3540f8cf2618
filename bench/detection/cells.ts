import { WATCH_PARAMETERS } from '../../lib/domain/watch/watch-parameters';
import { NONE_SLOW, WEIGHT, type Slow, type Truth } from './made-up-shift';

/** One truth, which every rule is asked about. */
export interface Cell {
  /** `unsolved`: nothing is wrong, and the watch rolls back all the same; shown, and not judged. */
  readonly kind: 'null' | 'clusters' | 'unsolved' | 'regression';
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
    slow: NONE_SLOW,
    onset: 0,
    ...change,
  };
  return { kind, name, requestsPerSecond, baseline, truth };
}

/** Every twentieth tick fails ten times as often, in both versions. */
const bursts = (_: number, chance: number) => (chance < 0.05 ? 10 : 1) * STRESSED;
/** A fifth of all calls fails from the eighth minute to the thirteenth, in both versions. */
const incident = (second: number) => (second >= INCIDENT_BEGINS && second < 780 ? 0.2 : STRESSED);
const INCIDENT = 'incident in both';
const INCIDENT_BEGINS = 480;
const { factor, extra } = WATCH_PARAMETERS.tolerance;
/** Half of the errors, and one other call in fifty, take one, three or ten minutes, in both versions. */
const BOTH_SLOW: Slow = { ofErrors: 0.5, ofAnswered: 0.02, blueSeconds: [60, 180, 600], greenSeconds: [60, 180, 600] };

/** Half of the errors are timeouts, which take as long as the version's timeout says. */
function timeouts(blue: number, green: number): Slow {
  return { ofErrors: 0.5, ofAnswered: 0, blueSeconds: [blue], greenSeconds: [green] };
}

const STRESS: readonly { readonly name: string; readonly kind: Cell['kind']; readonly change: Change }[] = [
  { name: 'bursts in both', kind: 'null', change: { blue: bursts, green: bursts } },
  { name: INCIDENT, kind: 'null', change: { blue: incident, green: incident } },
  { name: 'true split 11 %', kind: 'null', change: { weight: 0.11 } },
  { name: 'edge of the tolerance', kind: 'null', change: { green: () => factor * STRESSED + extra } },
  { name: "both versions' slow calls late", kind: 'null', change: { slow: BOTH_SLOW } },
  { name: 'bursts in both, slow calls late', kind: 'null', change: { blue: bursts, green: bursts, slow: BOTH_SLOW } },
  { name: "green's timeouts longer", kind: 'null', change: { slow: timeouts(30, 300) } },
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

/**
 * The versions fail as often, and their timeouts differ while errors come or go: those of the version with the shorter
 * one are counted first, and last as well.
 */
export const UNSOLVED: readonly Cell[] = RATES.flatMap((rate) => [
  cell('unsolved', "green's timeouts 30 s, blue's 5 min", rate, STRESSED, { slow: timeouts(300, 30) }),
  cell('unsolved', "incident in both, green's timeouts longer", rate, STRESSED, {
    blue: incident,
    green: incident,
    slow: timeouts(30, 300),
  }),
]);

const EFFECTS: readonly { readonly name: string; readonly green: (baseline: number) => number }[] = [
  { name: '+0.5 pp', green: (baseline) => baseline + 0.005 },
  { name: '+1 pp', green: (baseline) => baseline + 0.01 },
  { name: '+5 pp', green: (baseline) => baseline + 0.05 },
  { name: '10 x', green: (baseline) => 10 * baseline },
  { name: 'outage', green: () => 1 },
];

const LATE = 720;
const FIVE_POINTS = 0.05;

export const REGRESSIONS: readonly Cell[] = [
  ...RATES.flatMap((rate) =>
    BASELINES.flatMap((baseline) =>
      EFFECTS.map(({ name, green }) => cell('regression', name, rate, baseline, { green: () => green(baseline) })),
    ),
  ),
  ...RATES.flatMap((rate) => [
    cell('regression', '+5 pp from minute 12', rate, STRESSED, {
      green: (second) => (second >= LATE ? STRESSED + FIVE_POINTS : STRESSED),
      onset: LATE,
    }),
    cell('regression', '+5 pp from the start of an incident in both', rate, STRESSED, {
      blue: incident,
      green: (second) => incident(second) + (second >= INCIDENT_BEGINS ? FIVE_POINTS : 0),
      onset: INCIDENT_BEGINS,
    }),
  ]),
];

/** What the two versions would have done in this cell with nothing wrong: where a rule's false rollbacks are read. */
export function nullOf({
  name,
  requestsPerSecond,
  baseline,
}: Pick<Cell, 'name' | 'requestsPerSecond' | 'baseline'>): Cell {
  const harmless = name.includes(INCIDENT) ? INCIDENT : 'alike';
  const found = NULLS.find(
    (one) => one.name === harmless && one.requestsPerSecond === requestsPerSecond && one.baseline === baseline,
  );
  if (!found) throw new RangeError(`No null cell is like ${name} at ${requestsPerSecond} rps and ${baseline}.`);
  return found;
}
