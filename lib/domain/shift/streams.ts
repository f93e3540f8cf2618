import type { Watched } from '../gate/watched';
import type { Source } from './sources';
import type { ShiftPlan, WatchedGate } from './watch-plan';
import type { MeasureBasis } from './watch-state';

/** A gate that compares the versions. */
export type ComparingGate = WatchedGate & Comparing;

/** As much of it as its streams depend on. */
export interface Comparing {
  readonly name: string;
  readonly watched: Exclude<Watched, { readonly watches: 'tables' }>;
}

/**
 * One pair of series that a gate compares the versions by. A gate may have several: each is bet on by itself, with a part
 * of the gate's chance, since what is in one may be in the other too, and must not be counted twice.
 */
export interface Stream<G extends Comparing = ComparingGate> {
  /** The gate's name, or, of the handler's own counts beside Lambda's, the name and what they are. */
  readonly key: string;
  readonly gate: G;
  /** Undefined where it is chosen with the basis, by what there is. */
  readonly source: Source | undefined;
}

export function isComparing<G extends { readonly watched: Watched }>(gate: G): gate is G & Pick<Comparing, 'watched'> {
  return gate.watched.watches !== 'tables';
}

/**
 * What a gate is compared by. Calls that never come back, by a timeout or without memory, write no line: so Lambda's errors
 * stay a stream of their own beside what handlers publish. Durations are the handler's where it publishes them.
 */
export function streamsOf<G extends Comparing>(
  { releaseMetrics = false }: Pick<ShiftPlan, 'releaseMetrics'>,
  gate: G,
): readonly Stream<G>[] {
  const { name, watched } = gate;
  const own: Stream<G> = { key: name, gate, source: 'minutes' };
  if (!releaseMetrics) return [own];
  if (watched.watches === 'errors') return [own, { key: handlerKey(name), gate, source: 'handler' }];
  return [watched.watches === 'durations' && !watched.rule ? { ...own, source: undefined } : own];
}

/** All of a plan's, in the order of its gates. */
export function streamsOfPlan(plan: ShiftPlan): readonly Stream[] {
  return plan.gates.filter(isComparing).flatMap((gate) => streamsOf(plan, gate));
}

/**
 * What a gate is warned by: what it is compared by, with the lower limit in place of the limit. Each is bet on by itself, with a
 * chance that is not that of the decision.
 */
export function warningStreamsOf(plan: Pick<ShiftPlan, 'releaseMetrics'>, gate: ComparingGate): readonly Stream[] {
  const lower = atLowerLimit(gate);
  if (!lower) return [];
  return streamsOf(plan, lower).map((stream) => ({ ...stream, key: `${stream.key}${WARNING}` }));
}

/** All of a plan's, in the order of its gates. */
export function warningStreamsOfPlan(plan: ShiftPlan): readonly Stream[] {
  return plan.gates.filter(isComparing).flatMap((gate) => warningStreamsOf(plan, gate));
}

/** Whether a stream, by its key, decides nothing. */
export function isWarning(key: string): boolean {
  return key.endsWith(WARNING);
}

const WARNING = '/warning';

function atLowerLimit(gate: ComparingGate): ComparingGate | undefined {
  const { watched } = gate;
  // By the kind of what is watched, so that each increase stays one of its own.
  if (watched.watches === 'durations') {
    const { warnAt } = watched;
    return warnAt && { ...gate, watched: { ...watched, maxIncrease: warnAt } };
  }
  const { warnAt } = watched;
  return warnAt && { ...gate, watched: { ...watched, maxIncrease: warnAt } };
}

/** No name of a gate has a slash. */
export function handlerKey(gate: string): string {
  return `${gate}/handler`;
}

/** The gate that a stream, by its key, belongs to. */
export function gateNameOf(key: string): string {
  return key.replace(/\/.*$/, '');
}

/** Whether a gate of such a kind goes by what handlers publish. */
export function readsHandler({ watches }: Watched): boolean {
  return watches === 'errors' || watches === 'durations';
}

export function sourceOf({ source }: Stream, basis: MeasureBasis | undefined): Source {
  return source ?? basis?.source ?? 'minutes';
}
