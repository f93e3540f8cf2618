import { shiftMinutes, type TrafficShape } from '../traffic/traffic-shape';
import { counted } from '../text/figures';

/** No plan is told step by step beyond so many. */
const MOST_STEPS = 12;

/** How traffic moves, a sentence each, counted from when it begins. */
export function rolloutSchedule(shape: TrafficShape): readonly string[] {
  switch (shape.kind) {
    case 'all-at-once':
      return ['All traffic moves in one step.'];
    case 'canary':
      return [`At once: ${shape.percent} % of the traffic.`, `After ${minutes(shape.intervalMinutes)}: 100 %.`];
    case 'linear':
      return linear(shape.percent, shape.intervalMinutes, shiftMinutes(shape));
  }
}

function linear(percent: number, intervalMinutes: number, total: number): readonly string[] {
  const steps = Math.ceil(100 / percent);
  if (steps > MOST_STEPS) {
    return [
      `At once: ${percent} % of the traffic, and as much more every ${minutes(intervalMinutes)}.`,
      `After ${minutes(total)}: 100 %.`,
    ];
  }
  return Array.from({ length: steps }, (_, step) => {
    const share = Math.min(100, percent * (step + 1));
    return step === 0 ? `At once: ${share} % of the traffic.` : `After ${minutes(intervalMinutes * step)}: ${share} %.`;
  });
}

function minutes(count: number): string {
  const [hours, rest] = [Math.floor(count / 60), count % 60];
  const parts = [
    hours > 0 ? counted(hours, 'hour') : undefined,
    rest > 0 || hours === 0 ? counted(rest, 'minute') : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}
