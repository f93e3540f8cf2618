import { MINUTE_MS } from './metrics';

/** A time in which green's weight was the same at its beginning and its end. Milliseconds since the epoch. */
export interface WeightSpan {
  readonly from: number;
  readonly to: number;
  /** Green's configured share of the calls, 0 to 1. */
  readonly weight: number;
}

/**
 * The spans after the weight was read once more. Weight only ever moves one way while traffic shifts, so what is the same
 * at two looks was the same between them; where it is another one, nobody knows when it changed.
 */
export function weightRead(spans: readonly WeightSpan[], at: number, weight: number): readonly WeightSpan[] {
  const last = spans.at(-1);
  if (last?.weight === weight) return [...spans.slice(0, -1), { ...last, to: Math.max(last.to, at) }];
  return [...spans, { from: at, to: at, weight }];
}

/** Green's weight throughout a period; undefined where it changed in it, or may have. */
export function weightIn(spans: readonly WeightSpan[], start: number, lengthMs = MINUTE_MS): number | undefined {
  return spans.find(({ from, to }) => from <= start && start + lengthMs <= to)?.weight;
}
