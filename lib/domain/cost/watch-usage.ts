import type { Watched } from '../gate/watched';
import { MINUTE_MS } from '../shift/metrics';
import { THROTTLED_BEFORE_MS } from '../shift/tables-look';
import { lookMinutes } from '../watch/look-cadence';

/** What the watch of one release uses of what AWS charges for. */
export interface WatchUsage {
  readonly invocations: number;
  /** Of its own state machine, and what it adds to those of the gate runs. */
  readonly transitions: number;
  readonly metricsRequested: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly s3Gets: number;
  readonly ledgerKilobytes: number;
}

export interface WatchQuestion {
  /** What each gate that is asked while traffic shifts has watched. */
  readonly watched: readonly Watched[];
  /** How many tables these gates name, each for each gate. Their indexes are known only once the watch runs. */
  readonly tables: number;
  /** Whether handlers publish metrics of their own, which is looked at every ten seconds at first; `false` by default. */
  readonly releaseMetrics?: boolean | undefined;
  /** How long traffic moves. */
  readonly shiftMinutes: number;
  /** How long the release bakes; left out where it does not. */
  readonly bakeMinutes?: number | undefined;
}

/** Look, is it done, wait. */
export const TRANSITIONS_OF_A_LOOK = 3;
/** The start of a watch, which is charged as a transition. It ends in place of waiting. */
const TRANSITIONS_BESIDE = 1;
/** In the gate runs: the start of the watch, the wait for what is late, the last look, and, in both, whether it is to bake. */
export const TRANSITIONS_OF_GATE_RUNS = 5;
/** Of a look at a bake: bake, is it baked, wait. */
export const TRANSITIONS_OF_A_BAKE_LOOK = 3;

/** Before traffic moves, once it has moved, and the last look. */
const LOOKS_OUTSIDE = 2;
const LAST_LOOK = 1;

/** What a look keeps: all that is known, and for each gate that compares what it needs, and a line in the list of looks. */
const STATE_KILOBYTES = 2;
const STATE_KILOBYTES_OF_A_GATE = 4;
/** Of what is by the handler: a minute of it is six periods. */
const STATE_KILOBYTES_BY_HANDLER = 8;
const KILOBYTES_OF_A_LINE = 0.13;
/** Sixty lines are an item, of which each look writes all: half of it in the mean, as it grows. */
const LINES_WRITTEN = 30;
/** A write within a transaction is charged twice (Amazon DynamoDB Developer Guide, "Transactions"). */
const UNITS_OF_A_KILOBYTE = 2;
/** Each look reads the release and its manifest, of two units each. */
const READS_OF_A_LOOK = 4;
const KILOBYTES_OF_A_READ = 4;

const NOTHING: WatchUsage = {
  ...{ invocations: 0, transitions: 0, metricsRequested: 0 },
  ...{ writeUnits: 0, readUnits: 0, s3Gets: 0, ledgerKilobytes: 0 },
};

/** What a watch uses that goes on until all traffic has moved; none where nothing is watched. */
export function watchUsage(question: WatchQuestion): WatchUsage {
  const { watched, shiftMinutes, releaseMetrics = false } = question;
  if (watched.length === 0) return NOTHING;
  const looks = lookMinutes(shiftMinutes, releaseMetrics).length + LAST_LOOK;
  const streams = (of: readonly Watched[]) => ({
    ofMinutes: of.filter((one) => METRICS[one.watches].atEachLook > 0 && !isByHandler(one, question)).length,
    byHandler: releaseMetrics ? of.filter((one) => BY_HANDLER[one.watches].atEachLook > 0).length : 0,
  });
  const decided = streams(watched);
  const compared = decided.ofMinutes + decided.byHandler;
  // What is known of a lower limit is as much again, and has no line of its own.
  const { ofMinutes, byHandler } = streams([...watched, ...watched.filter(hasLowerLimit)]);
  const stateKilobytes =
    STATE_KILOBYTES + ofMinutes * STATE_KILOBYTES_OF_A_GATE + byHandler * STATE_KILOBYTES_BY_HANDLER;
  const lineKilobytes = compared * KILOBYTES_OF_A_LINE;
  const bakeLooks = bakeLooksOf(question);
  const readsOfALook = READS_OF_A_LOOK + Math.ceil(stateKilobytes / KILOBYTES_OF_A_READ);
  return {
    invocations: looks + LOOKS_OUTSIDE + bakeLooks,
    transitions:
      (looks - LAST_LOOK + LOOKS_OUTSIDE) * TRANSITIONS_OF_A_LOOK +
      TRANSITIONS_BESIDE +
      TRANSITIONS_OF_GATE_RUNS +
      bakeLooks * TRANSITIONS_OF_A_BAKE_LOOK,
    metricsRequested: metricsRequested(question, looks) + bakeLooks * metricsOfABakeLook(question),
    writeUnits: looks * UNITS_OF_A_KILOBYTE * Math.ceil(stateKilobytes + LINES_WRITTEN * lineKilobytes),
    readUnits: (looks + bakeLooks) * readsOfALook,
    s3Gets: 1,
    ledgerKilobytes: stateKilobytes + looks * lineKilobytes,
  };
}

/** One a minute, and the last once its last minute is published; the first comes with the last look. */
function bakeLooksOf({ bakeMinutes }: WatchQuestion): number {
  return bakeMinutes === undefined ? 0 : bakeMinutes + 1;
}

/** Of both versions, by all of their streams, and of the tables. */
function metricsOfABakeLook(question: WatchQuestion): number {
  const { watched, tables, releaseMetrics = false } = question;
  const ofMinutes = watched.filter((one) => !isByHandler(one, question)).map((one) => METRICS[one.watches]);
  const byHandler = releaseMetrics ? watched.map((one) => BY_HANDLER[one.watches]) : [];
  const compared = [...ofMinutes, ...byHandler].reduce((sum, one) => sum + one.atEachLook, 0);
  return compared + tables * METRICS_OF_A_TABLE;
}

/** Reads and writes of a table that were throttled. */
const METRICS_OF_A_TABLE = 2;

function metricsRequested(question: WatchQuestion, looks: number): number {
  const { tables, shiftMinutes, releaseMetrics = false } = question;
  // Which calls are slow is asked for each limit; which fail, once for both.
  const watched = [...question.watched, ...question.watched.filter(asksForLowerLimit)];
  // What is of whole minutes is asked for once a minute at most.
  const minuteLooks = lookMinutes(shiftMinutes).length + LAST_LOOK;
  const ofMinutes = watched.filter((one) => !isByHandler(one, question)).map((one) => METRICS[one.watches]);
  const byHandler = releaseMetrics ? watched.map((one) => BY_HANDLER[one.watches]) : [];
  const total = (of: readonly Requested[], which: keyof Requested) => of.reduce((sum, one) => sum + one[which], 0);
  const compared =
    total([...ofMinutes, ...byHandler], 'once') +
    minuteLooks * total(ofMinutes, 'atEachLook') +
    looks * total(byHandler, 'atEachLook') +
    (releaseMetrics ? METRICS_OF_TRACES : 0);
  // What was throttled just before traffic moved is published just after, so the first looks ask for it too.
  const early = lookMinutes(Math.min(shiftMinutes, THROTTLED_BEFORE_MS / MINUTE_MS)).length + LAST_LOOK;
  return compared + (minuteLooks + early) * tables * METRICS_OF_A_TABLE;
}

interface Requested {
  readonly atEachLook: number;
  readonly once: number;
}

/** Of green, once: what shows that its handler publishes. */
const METRICS_OF_TRACES = 3;

/**
 * The metrics that a look asks for, of both versions together, and those that only the first asks for, of what was before
 * the shift. Up to five statistics of one metric in one request are charged as one metric (Amazon CloudWatch pricing).
 */
const METRICS: Readonly<Record<Watched['watches'], Requested>> = {
  errors: { atEachLook: 4, once: 2 },
  'own-counts': { atEachLook: 4, once: 2 },
  durations: { atEachLook: 2, once: 2 },
  tables: { atEachLook: 0, once: 0 },
};

/** Likewise of what handlers publish. */
const BY_HANDLER: Readonly<Record<Watched['watches'], Requested>> = {
  errors: { atEachLook: 2, once: 1 },
  'own-counts': { atEachLook: 0, once: 0 },
  durations: { atEachLook: 2, once: 2 },
  tables: { atEachLook: 0, once: 0 },
};

function hasLowerLimit(one: Watched): boolean {
  return one.watches !== 'tables' && one.warnAt !== undefined;
}

function asksForLowerLimit(one: Watched): boolean {
  return one.watches === 'durations' && one.warnAt !== undefined && one.rule === undefined;
}

/** Durations are the handler's in place of Lambda's; its failures stand beside Lambda's errors. */
function isByHandler({ watches }: Watched, { releaseMetrics = false }: WatchQuestion): boolean {
  return releaseMetrics && watches === 'durations';
}
