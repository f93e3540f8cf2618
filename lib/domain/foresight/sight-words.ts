import type { TrafficShape } from '../traffic/traffic-shape';

/** A plan at the beginning of a sentence, such as "At 10 % for 5 minutes". */
export function planText(shape: Exclude<TrafficShape, { kind: 'all-at-once' }>): string {
  const { percent, intervalMinutes: minutes } = shape;
  const time = minutes === 1 ? 'minute' : `${minutes} minutes`;
  if (shape.kind === 'linear') return `In steps of ${percent} % every ${time}`;
  return `At ${percent} % for ${minutes === 1 ? 'a ' : ''}${time}`;
}

/** A number of requests: two figures are all that an expectation is worth. */
export function about(requests: number): string {
  if (requests < 0.5) return 'hardly a request';
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(requests)) - 1);
  const rounded = Math.round(requests / scale) * scale;
  return `about ${String(rounded).replace(/\B(?=(\d{3})+$)/g, ' ')} request${rounded === 1 ? '' : 's'}`;
}

/** How soon something is seen: in whole minutes where it is, or is long; else in tens of seconds. */
export function soonText(minutes: number): string {
  if (Number.isInteger(minutes) || minutes > 3) {
    const whole = Math.ceil(minutes);
    return whole === 1 ? 'a minute' : `${whole} minutes`;
  }
  return `${Math.ceil(Number((minutes * 6).toFixed(6))) * 10} seconds`;
}

/** Percentage points, rounded up, so that more is not promised than can be seen. */
export function pointsText(points: number): string {
  const shown = roundedUp(points);
  return `${shown} point${shown === 1 ? '' : 's'}`;
}

/** To a tenth below ten, else to a whole. */
export function roundedUp(points: number): number {
  // In tenths first: the sum of two decimal fractions is often a little above what is meant.
  const tenths = Math.ceil(Number((points * 10).toFixed(6)));
  return points < 10 ? tenths / 10 : Math.ceil(tenths / 10);
}
