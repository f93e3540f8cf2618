import type { TrafficShape } from '../traffic/traffic-shape';
import { trafficSteps } from '../traffic/traffic-steps';

/** A time in which the calls are split between the versions in one way. */
export interface ExpectedCalls {
  /** Whole minutes, 1 or more. */
  readonly minutes: number;
  /** Calls of each version in all of that time; expected ones may be fractions. */
  readonly blueCalls: number;
  readonly greenCalls: number;
}

/** What both versions get while traffic moves in this shape, step by step; none where it moves at once. */
export function expectedCalls(shape: TrafficShape, requestsPerMinute: number): readonly ExpectedCalls[] {
  return trafficSteps(shape).map(({ percent, minutes }) => ({
    minutes,
    blueCalls: (requestsPerMinute * minutes * (100 - percent)) / 100,
    greenCalls: (requestsPerMinute * minutes * percent) / 100,
  }));
}

/** How long that is in all, in minutes. */
export function minutesOf(steps: readonly ExpectedCalls[]): number {
  return steps.reduce((sum, { minutes }) => sum + minutes, 0);
}

/** The calls from one minute to another; a step that is cut gives in proportion. */
export function callsBetween(steps: readonly ExpectedCalls[], from: number, to: number): readonly ExpectedCalls[] {
  let begin = 0;
  return steps.flatMap((step) => {
    const end = begin + step.minutes;
    const minutes = Math.min(to, end) - Math.max(from, begin);
    begin = end;
    if (minutes <= 0) return [];
    const part = minutes / step.minutes;
    return [{ minutes, blueCalls: step.blueCalls * part, greenCalls: step.greenCalls * part }];
  });
}
