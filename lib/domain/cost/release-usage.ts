import { kindOf, type GateDefinition } from '../gates/gate-kinds';
import { HOOK_PHASES } from '../gate/phase';
import { shiftMinutes, type TrafficShape } from '../traffic/traffic-shape';
import { watchUsage } from './watch-usage';

/** What a release that goes through uses of what AWS charges for. */
export interface ReleaseUsage {
  readonly lambdaRequests: number;
  /** Of the platform's functions, which run on Arm. */
  readonly platformGbSeconds: number;
  /** Of the function under release, by the gates' calls. */
  readonly functionGbSeconds: number;
  readonly transitions: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Metrics that the watch asks CloudWatch for. */
  readonly metricsRequested: number;
  readonly logKilobytes: number;
  readonly s3Puts: number;
  readonly s3Gets: number;
  readonly snsPublishes: number;
  /** What stays in the ledger, with its copy in the index. */
  readonly ledgerKilobytes: number;
}

/** The memory of the platform's functions, in gigabytes. */
export const PLATFORM_GB = 0.5;

/**
 * States of a gate run on its way to a pass, without those of its gates: open, is it a rollback, ask, judge, is it
 * judged, answer, done; and its start, which is charged as one more.
 */
export const TRANSITIONS_OF_A_RUN = 8;
/** And for each gate that is asked once: ask, does it know, answered. */
export const TRANSITIONS_OF_A_GATE = 3;

/** Hook, opener, judge: one of each for each phase. The closer and the notifier: once for each release. */
const STEPS_OF_A_RUN = 3;
const STEPS_AT_THE_END = 2;

/** A step of the platform, and a call of the function, are charged as a second: more than either mostly takes. */
const SECONDS_OF_A_STEP = 1;
const SECONDS_OF_A_CALL = 1;
/** What a function logs of an invocation, with Lambda's own lines. */
const LOG_KILOBYTES = 2;

/** The item of a release holds its manifest (4 KB at most) and its state; one of a gate its verdict with its evidence. */
const RELEASE_KILOBYTES = 6;
const GATE_KILOBYTES = 2;
/** Opened, judged twice, ended, told. */
const CHANGES_OF_A_RELEASE = 5;
/** A write unit is a kilobyte, a consistent read unit four. A change of an item in the index is written there as well. */
const KILOBYTES_OF_A_READ = 4;
const COPIES = 2;
/** Each step, and each of the closer's changes, reads the release first. */
const READS_OF_A_RELEASE = 8;

export interface UsageQuestion {
  readonly gates: readonly GateDefinition[];
  /** How traffic moves, and so how often the watch looks. */
  readonly shape: TrafficShape;
  /** How long it bakes; left out where it does not. */
  readonly bakeMinutes?: number | undefined;
  /** How many tables the gates watch, each for each gate. */
  readonly tables: number;
  /** Whether the handler publishes metrics of its own; `false` by default. */
  readonly releaseMetrics?: boolean;
  /** The memory of the function under release, in gigabytes. */
  readonly functionGb: number;
}

/** What a release with these gates uses when all pass, on both phases' gate runs, rounded up where nobody can know. */
export function releaseUsage(question: UsageQuestion): ReleaseUsage {
  const { gates, shape, bakeMinutes, tables, releaseMetrics, functionGb } = question;
  const watched = gates.flatMap((gate) => kindOf(gate).watched?.(gate) ?? []);
  const watch = watchUsage({ watched, tables, releaseMetrics, shiftMinutes: shiftMinutes(shape), bakeMinutes });
  // The watch looks for its gates; nobody asks them one by one.
  const asked = gates.filter((gate) => kindOf(gate).watched === undefined);
  const askings = asked.map((gate) => kindOf(gate).calls(gate));
  const calls = askings.reduce((sum, gate) => sum + gate.calls, 0);
  const steps = HOOK_PHASES.length * STEPS_OF_A_RUN + STEPS_AT_THE_END + watch.invocations;
  const askerSeconds = askings.reduce(
    (sum, gate) => sum + SECONDS_OF_A_STEP + (gate.calls * SECONDS_OF_A_CALL) / Math.max(1, gate.atATime),
    0,
  );
  const scoreWrites = asked.reduce((sum, gate) => sum + (kindOf(gate).scoreWrites?.(gate) ?? 0), 0);
  const invocations = steps + asked.length + calls;
  const release = CHANGES_OF_A_RELEASE * RELEASE_KILOBYTES * COPIES;
  return {
    lambdaRequests: invocations,
    platformGbSeconds: (steps * SECONDS_OF_A_STEP + askerSeconds) * PLATFORM_GB,
    functionGbSeconds: calls * SECONDS_OF_A_CALL * functionGb,
    transitions: HOOK_PHASES.length * TRANSITIONS_OF_A_RUN + asked.length * TRANSITIONS_OF_A_GATE + watch.transitions,
    writeUnits: release + gates.length * GATE_KILOBYTES + scoreWrites + watch.writeUnits,
    readUnits: READS_OF_A_RELEASE * Math.ceil(RELEASE_KILOBYTES / KILOBYTES_OF_A_READ) + watch.readUnits,
    metricsRequested: watch.metricsRequested,
    logKilobytes: invocations * LOG_KILOBYTES,
    // At most: the gates are uploaded only when they changed.
    s3Puts: 1,
    s3Gets: asked.length + watch.s3Gets,
    snsPublishes: 1,
    ledgerKilobytes: RELEASE_KILOBYTES * COPIES + gates.length * GATE_KILOBYTES + watch.ledgerKilobytes,
  };
}
