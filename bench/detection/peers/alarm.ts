import type { AddedCounts } from '../../../lib/domain/watch/look';
import { series } from '../looks';
import type { MadeUpShift } from '../made-up-shift';

/** How many of the last data points have to breach. */
export interface AlarmShape {
  readonly breaching: number;
  readonly of: number;
  readonly periodSeconds: number;
}

/**
 * The second at which a CloudWatch alarm is red, one data point a period ("M out of N",
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html).
 *
 * @param breaches undefined where the period has no data point: those before it are looked at in its place
 */
export function redAt(
  shift: MadeUpShift,
  { breaching, of, periodSeconds }: AlarmShape,
  breaches: (added: AddedCounts) => boolean | undefined,
): number | undefined {
  const points: boolean[] = [];
  let red = 0;
  for (const [period, added] of series(shift, periodSeconds).entries()) {
    const point = breaches(added);
    if (point === undefined) continue;
    points.push(point);
    if (point) red++;
    if (points[points.length - 1 - of] === true) red--;
    if (red >= breaching) return (period + 1) * periodSeconds;
  }
  return undefined;
}
