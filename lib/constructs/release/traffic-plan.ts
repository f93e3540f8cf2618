import type { Duration } from 'aws-cdk-lib';
import { shapeProblems, type TrafficShape } from '../../domain/traffic/traffic-shape';
import { soundProps } from '../sound-props';

export interface SteppedTrafficProps {
  /** The share that green gets with each step, in whole percent, 1 to 99. */
  readonly percent: number;
  /** The time between steps, in whole minutes. */
  readonly interval: Duration;
}

/**
 * A traffic plan as the release that follows it has it.
 *
 * @internal
 */
export interface BoundTrafficPlan {
  readonly shape: TrafficShape;
  /** What CodeDeploy would refuse of it, each as one sentence. */
  readonly problems: readonly string[];
}

/**
 * How traffic moves from the version serving to the new one.
 *
 * CodeDeploy shifts by this plan and can neither be paused nor hurried; it can only be stopped.
 */
export class TrafficPlan {
  /** All traffic moves in one step. Nothing compares the versions: use it where a canary could see nothing anyway. */
  static allAtOnce(): TrafficPlan {
    return new TrafficPlan({ kind: 'all-at-once' }, []);
  }

  /** A share of the traffic moves first and the rest after the interval. */
  static canary(props: SteppedTrafficProps): TrafficPlan {
    return TrafficPlan.stepped('canary', props);
  }

  /** A share of the traffic moves at the start of each interval, until all has moved. */
  static linear(props: SteppedTrafficProps): TrafficPlan {
    return TrafficPlan.stepped('linear', props);
  }

  private constructor(
    private readonly shape: TrafficShape,
    /** What is wrong with the props that it is made of. */
    private readonly wrong: readonly string[],
  ) {}

  /**
   * What the release that follows it makes of it.
   *
   * @internal
   */
  _bindToRelease(): BoundTrafficPlan {
    const { shape, wrong } = this;
    return { shape, problems: wrong.length > 0 ? wrong : shapeProblems(shape) };
  }

  private static stepped(kind: 'canary' | 'linear', props: SteppedTrafficProps): TrafficPlan {
    const { sound, problems } = soundProps(props, { percent: 'number!', interval: 'duration!' });
    const { percent = 1, interval } = sound;
    const intervalMinutes = interval?.toMinutes({ integral: false }) ?? 1;
    return new TrafficPlan({ kind, percent, intervalMinutes }, problems);
  }
}
