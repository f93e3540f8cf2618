import type { Duration } from 'aws-cdk-lib';
import { shapeProblems, type TrafficShape } from '../domain/traffic/traffic-shape';

export interface SteppedTrafficProps {
  /** The share that green gets with each step, in whole percent, 1 to 99. */
  readonly percent: number;
  /** The time between steps, in whole minutes. */
  readonly interval: Duration;
}

/**
 * How traffic moves from the version serving to the new one.
 *
 * CodeDeploy shifts by this plan and can neither be paused nor hurried; it can only be stopped.
 */
export class TrafficPlan {
  /** All traffic moves in one step. Nothing compares the versions: use it where a canary could see nothing anyway. */
  static allAtOnce(): TrafficPlan {
    return new TrafficPlan({ kind: 'all-at-once' });
  }

  /** A share of the traffic moves first and the rest after the interval. */
  static canary(props: SteppedTrafficProps): TrafficPlan {
    return new TrafficPlan(stepped('canary', props));
  }

  /** A share of the traffic moves at the start of each interval, until all has moved. */
  static linear(props: SteppedTrafficProps): TrafficPlan {
    return new TrafficPlan(stepped('linear', props));
  }

  /** What CodeDeploy would refuse of this plan, each as one sentence. */
  readonly problems: readonly string[];

  private constructor(readonly shape: TrafficShape) {
    this.problems = shapeProblems(shape);
  }
}

function stepped(kind: 'canary' | 'linear', { percent, interval }: SteppedTrafficProps): TrafficShape {
  return { kind, percent, intervalMinutes: interval.toMinutes({ integral: false }) };
}
