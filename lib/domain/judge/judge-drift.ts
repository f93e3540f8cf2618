import { studentQuantile, studentTail } from '../statistics/student-t';

/** A kept answer whose scores are known, judged again at every release to see whether the judge is still the same. */
export interface Anchor {
  /** The scores it was given when it was recorded, two at least. */
  readonly recorded: readonly number[];
  /** The scores it was given now. */
  readonly again: readonly number[];
}

export interface JudgeDrift {
  /**
   * `shifted`: blue's earlier scores say nothing about today's, so blue is to be judged anew, beside green.
   *
   * `unknown`: nothing to compare with.
   */
  readonly finding: 'steady' | 'shifted' | 'unknown';
  /** How much higher the judge scores now, in points. */
  readonly shift: number;
  /** The chance of a shift this large, in either direction, from a judge that is the same. */
  readonly pValue: number;
  /** A shift of this many points would have been found four times in five. */
  readonly detectableShift: number;
}

const POWER = 0.8;

/**
 * Compares what the judge says of the anchors now with what it said when they were recorded.
 *
 * A t test of the mean shift, whose scatter is that of the judge on one and the same answer, pooled over the recorded
 * scores: each anchor has a level of its own, and how anchors differ does not matter. A judge that is the same is found
 * to have shifted with a chance of `falseAlarm`; the figure is exact for normal scores and close for whole ones, since
 * it is a mean over all anchors. A judge that always gave the same score makes any change a shift.
 *
 * Twenty anchors judged once find large shifts only: see `detectableShift`, which is about twice the default margin.
 *
 * @param falseAlarm the size of the test, @default 0.05
 */
export function judgeDrift(anchors: readonly Anchor[], falseAlarm = 0.05): JudgeDrift {
  const usable = anchors.filter(({ recorded, again }) => recorded.length > 1 && again.length > 0);
  if (usable.length === 0) return { finding: 'unknown', shift: 0, pValue: 1, detectableShift: Infinity };
  const freedom = sum(usable.map(({ recorded }) => recorded.length - 1));
  const variance =
    sum(usable.map(({ recorded }) => sum(recorded.map((score) => (score - mean(recorded)) ** 2)))) / freedom;
  const calls = sum(usable.map(({ recorded, again }) => 1 / recorded.length + 1 / again.length));
  const error = Math.sqrt(variance * calls) / usable.length;
  const shift = mean(usable.map(({ recorded, again }) => mean(again) - mean(recorded)));
  const pValue = shift === 0 ? 1 : 2 * studentTail(Math.abs(shift) / error, freedom);
  return {
    finding: pValue <= falseAlarm ? 'shifted' : 'steady',
    shift,
    pValue,
    detectableShift: (studentQuantile(falseAlarm / 2, freedom) + studentQuantile(1 - POWER, freedom)) * error,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
