import type { CountedMinutes } from '../../../lib/domain/shift/counted-minutes';
import { MINUTE_MS } from '../../../lib/domain/shift/metrics';
import type { Seen } from '../../../lib/domain/shift/seen';
import { firstState, takeLook } from '../../../lib/domain/shift/take-look';
import { shareTolerance, type ShiftPlan, type WatchedGate } from '../../../lib/domain/shift/watch-plan';
import type { MeasureBasis, WatchState } from '../../../lib/domain/shift/watch-state';

/** When traffic begins to move: at a full minute, unless a test says otherwise. */
export const BEGAN = Date.UTC(2026, 0, 5, 9, 0);

/** So many minutes after that. */
export const at = (minute: number): number => BEGAN + minute * MINUTE_MS;

export function errorGate(name: string, more: Partial<WatchedGate> = {}): WatchedGate {
  return {
    ...{ name, mode: 'enforce', onInconclusive: 'proceed' },
    watched: { watches: 'errors', maxIncrease: { kind: 'points', points: 1 } },
    ...more,
  };
}

export function latencyGate(name: string, more: Partial<WatchedGate> = {}): WatchedGate {
  return {
    ...{ name, mode: 'enforce', onInconclusive: 'proceed' },
    watched: { watches: 'durations', percentile: 99, maxIncrease: { kind: 'milliseconds', milliseconds: 200 } },
    ...more,
  };
}

export function tablesGate(name: string, more: Partial<WatchedGate> = {}): WatchedGate {
  return {
    ...{ name, mode: 'enforce', onInconclusive: 'proceed', tables: ['catalogue'] },
    watched: { watches: 'tables', onThrottle: 'fail' },
    ...more,
  };
}

export function shiftOf(gates: readonly WatchedGate[], more: Partial<ShiftPlan> = {}): ShiftPlan {
  return {
    ...{ functionName: 'chat', aliasName: 'live', blue: '7', green: '8', began: BEGAN, windowMinutes: 30 },
    holdBackSeconds: 0,
    ...more,
    gates: [...gates],
  };
}

export const shareBasis: MeasureBasis = {
  ...{ from: 'history', tolerance: { factor: 1, extra: 0.01 }, dispersion: 1, countsFrom: BEGAN },
};

/** Calls and errors of blue, then of green. */
export type Counts = readonly [blueCalls: number, blueErrors: number, greenCalls: number, greenErrors: number];

export function countsBy(minutes: Readonly<Record<string, readonly number[]>>): CountedMinutes {
  return new Map(
    Object.entries(minutes).map(([minute, [blueCalls = 0, blueErrors = 0, greenCalls = 0, greenErrors = 0]]) => [
      at(Number(minute)),
      { blue: { calls: blueCalls, errors: blueErrors }, green: { calls: greenCalls, errors: greenErrors } },
    ]),
  );
}

/** A look that saw so many counts of one gate, or of several that saw the same. */
export function seenCounts(
  minute: number,
  minutes: CountedMinutes,
  {
    gates = ['errors'],
    weight = 0.1,
    basis = shareBasis,
  }: {
    readonly gates?: readonly string[];
    /** `null` where nobody knows it. */
    readonly weight?: number | null;
    readonly basis?: MeasureBasis | undefined;
  } = {},
): Seen {
  const greenCalls = [...minutes.values()].reduce((sum, { green }) => sum + green.calls, 0);
  return {
    ...seenNothing(minute, weight ?? undefined),
    counts: new Map(gates.map((gate) => [gate, { basis, minutes, greenCalls }])),
  };
}

/** A look that saw the same counts of several streams, each by a basis of its own. */
export function seenStreams(
  minute: number,
  minutes: CountedMinutes,
  bases: Readonly<Record<string, MeasureBasis>>,
  weight: number | null = 0.1,
): Seen {
  const looks = Object.entries(bases).map(([key, basis]) =>
    seenCounts(minute, minutes, { gates: [key], basis, weight }),
  );
  return { ...seenNothing(minute, weight ?? undefined), counts: new Map(looks.flatMap(({ counts }) => [...counts])) };
}

/** By what a gate on shares is compared, by the key of the stream. */
export function limitBasis(name: string, watched: WatchedGate['watched']): Readonly<Record<string, MeasureBasis>> {
  if (watched.watches === 'tables' || watched.watches === 'durations') return {};
  return { [name]: { ...shareBasis, tolerance: shareTolerance(watched.maxIncrease) } };
}

/** By what a gate on shares is warned, by the key of the stream; nothing where it has no lower limit. */
export function warningBasis(name: string, watched: WatchedGate['watched']): Readonly<Record<string, MeasureBasis>> {
  if (watched.watches === 'tables' || watched.watches === 'durations' || !watched.warnAt) return {};
  return limitBasis(`${name}/warning`, { ...watched, maxIncrease: watched.warnAt });
}

export function seenNothing(minute: number, weight?: number): Seen {
  return { at: at(minute), weight, counts: new Map(), tables: new Map(), refused: new Map() };
}

export function afterLooks(plan: ShiftPlan, looks: readonly Seen[]): WatchState {
  return looks.reduce(takeLook, firstState(plan));
}
