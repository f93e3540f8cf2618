import type { JudgingMeasurement, JudgingPlan } from './play-judging';

export interface JudgingGoal {
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean;
}

const MOST_TIMES_IDEAL = 1.15;
/** Room for what the engine compiles meanwhile. To keep the prompt of each further case would take 2.4 MiB. */
const MOST_HEAP_GROWTH_BYTES = 2 * 1024 * 1024;

/** What judging side by side has to hold. */
export function judgingGoals(plan: JudgingPlan, measured: JudgingMeasurement): readonly JudgingGoal[] {
  const timesIdeal = measured.wallMs / measured.idealMs;
  const growth = measured.heapBytes - measured.heapBytesBefore;
  return [
    {
      goal: `wall time ≤ ${MOST_TIMES_IDEAL} × ideal`,
      measured: `${timesIdeal.toFixed(3)} (${seconds(measured.wallMs)} of ${seconds(measured.idealMs)})`,
      met: timesIdeal <= MOST_TIMES_IDEAL,
    },
    {
      goal: `${plan.inFlight} at the same time, never more`,
      measured: String(measured.mostAtOnce),
      met: measured.mostAtOnce === plan.inFlight,
    },
    {
      goal: `heap after ${plan.cases} cases ≤ after ${plan.casesBefore} + ${mebibytes(MOST_HEAP_GROWTH_BYTES)}`,
      measured: `${growth < 0 ? '-' : '+'} ${mebibytes(Math.abs(growth))} (${mebibytes(measured.heapBytesBefore)}, ${mebibytes(measured.heapBytes)})`,
      met: growth <= MOST_HEAP_GROWTH_BYTES,
    },
    { goal: 'every case has a score', measured: String(measured.scored), met: measured.scored === plan.cases },
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(2)} MiB`;
}
