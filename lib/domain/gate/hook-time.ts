import { HOOK_PHASES, IN_FLIGHT } from './phase';
import type { Retry } from './gate-settings';
import { bakeSeconds } from './bake';
import { counted } from '../text/figures';

/**
 * How long a gate run may take, in seconds. CodeDeploy waits an hour for the answer to a hook (CodeDeploy User Guide,
 * "AppSpec 'hooks' section"); a hook may be 5 minutes late, and the last resort needs time to answer for a run that
 * was not done.
 */
export const GATE_RUN_SECONDS = 3000;

/** What of it the gates have: the rest is for opening, judging, answering and the retries of each. */
export const GATES_SECONDS = 2100;

/** What the last look of a watch takes at most, with the wait for metrics before it. */
const LAST_LOOK_SECONDS = 400;

/** What the last look at a bake takes at most, which comes after the gates. */
const BAKE_LOOK_SECONDS = 90;

/** So many gates are asked at a time: the most that an inline Map takes (Step Functions Developer Guide, "Inline mode"). */
export const GATES_AT_A_TIME = 40;

/** While it moves traffic, CodeDeploy waits for nobody. */
const WAITING: ReadonlySet<string> = new Set(HOOK_PHASES);

interface TimedGate {
  readonly name: string;
  readonly phase: string;
  /** For one asking. */
  readonly deadlineSeconds: number;
  readonly retry?: Retry | undefined;
  /** How often it is asked to go on. */
  readonly resumes?: number | undefined;
}

/** How long a gate takes at most, in seconds, with all the times that it is asked again, or to go on. */
export function askingSeconds({
  deadlineSeconds,
  retry,
  resumes = 0,
}: Pick<TimedGate, 'deadlineSeconds' | 'retry' | 'resumes'>): number {
  const seconds = (1 + resumes) * deadlineSeconds;
  return retry ? seconds + retry.attempts * (retry.everySeconds + deadlineSeconds) : seconds;
}

/**
 * Why gates cannot be asked within the time that CodeDeploy gives, each as one sentence.
 *
 * @param bakeMinutes how long the release bakes; undefined where it does not
 */
export function hookTimeProblems(gates: readonly TimedGate[], bakeMinutes?: number): readonly string[] {
  const most = (phase: string) => secondsOf(phase, gates, bakeMinutes !== undefined);
  return [
    ...gates.flatMap((gate) => gateProblems(gate, most(gate.phase))),
    ...phaseProblems(gates, most),
    ...bakeProblems(bakeMinutes),
  ];
}

/** What the gates of a phase have: once traffic has moved, the last look of a watch comes before them, and one at a bake after them. */
function secondsOf(phase: string, gates: readonly TimedGate[], isBaked: boolean): number {
  const isWatched = phase === 'after-traffic' && gates.some((gate) => gate.phase === IN_FLIGHT);
  if (!isWatched) return GATES_SECONDS;
  return GATES_SECONDS - LAST_LOOK_SECONDS - (isBaked ? BAKE_LOOK_SECONDS : 0);
}

/** A bake is counted from when all traffic had moved, as the last look and the gates are: it takes no time of theirs. */
function bakeProblems(minutes: number | undefined): readonly string[] {
  const seconds = minutes === undefined ? 0 : bakeSeconds(minutes) + BAKE_LOOK_SECONDS;
  if (minutes === undefined || seconds <= GATES_SECONDS) return [];
  return [
    `\`bake\` must fit into ${GATES_SECONDS} s of the hour that CodeDeploy waits, got: ${counted(minutes, 'minute')}, which are ${seconds} s with the wait for the metrics of the last one and the look at them; bake for a shorter time`,
  ];
}

function gateProblems(gate: TimedGate, most: number): readonly string[] {
  const { name, phase, retry, deadlineSeconds } = gate;
  if (retry && !WAITING.has(phase)) {
    return [
      `gate \`${name}\`: \`retryInconclusive\` is for the phases in which CodeDeploy waits (${[...WAITING].join(', ')}), got the phase: ${phase}`,
    ];
  }
  const seconds = askingSeconds(gate);
  const { resumes = 0 } = gate;
  if (!retry || seconds <= most) return [];
  return [
    `gate \`${name}\`: \`retryInconclusive\` must fit into ${most} s of the hour that CodeDeploy waits, got: ${counted(retry.attempts + 1 + resumes, 'time')} ${deadlineSeconds} s and ${counted(retry.attempts, 'wait')} of ${retry.everySeconds} s, ${seconds} s together; ask less often, or give the gate less time by \`within\``,
  ];
}

/** More gates than are asked at a time are asked in rows; each may take as long as the longest gate. */
function phaseProblems(gates: readonly TimedGate[], secondsFor: (phase: string) => number): readonly string[] {
  return [...new Set(gates.map(({ phase }) => phase))].flatMap((phase) => {
    const own = gates.filter((gate) => gate.phase === phase);
    const rows = Math.ceil(own.length / GATES_AT_A_TIME);
    const seconds = rows * Math.max(...own.map(askingSeconds));
    const most = secondsFor(phase);
    if (rows === 1 || seconds <= most || !WAITING.has(phase)) return [];
    return [
      `\`gates\` of the phase ${phase} must fit into ${most} s of the hour that CodeDeploy waits, got: ${counted(own.length, 'gate')}, ${GATES_AT_A_TIME} at a time, ${seconds} s at most; ask fewer gates, or give them less time by \`within\``,
    ];
  });
}
