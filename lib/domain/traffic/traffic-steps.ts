import type { TrafficShape } from './traffic-shape';

/** A time in which green has a share of the traffic and blue has the rest. */
export interface TrafficStep {
  /** Whole percent. */
  readonly percent: number;
  readonly minutes: number;
}

/** The steps of a shift before all of the traffic is on green; none where it moves at once. */
export function trafficSteps(shape: TrafficShape): readonly TrafficStep[] {
  switch (shape.kind) {
    case 'all-at-once':
      return [];
    case 'canary':
      return [{ percent: shape.percent, minutes: shape.intervalMinutes }];
    case 'linear':
      return Array.from({ length: Math.ceil(100 / shape.percent) - 1 }, (_, index) => ({
        percent: (index + 1) * shape.percent,
        minutes: shape.intervalMinutes,
      }));
  }
}
