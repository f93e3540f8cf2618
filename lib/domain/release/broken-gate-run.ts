import type { HookPhase } from '../gate/phase';
import { notRun, type Reason } from '../gate/verdict';
import { errorText } from './error-text';
import type { GateRecord } from './release';

/** What a gate run that broke is called where gates are named. */
export const GATE_RUN = 'gate-run';

/** In which ways a phase can be left without a judgement; the stable codes of the reasons. */
export type GateRunBreak =
  | 'gate-run-failed'
  | 'gate-run-timed-out'
  | 'gate-run-aborted'
  /** The hook could not start the gate run. */
  | 'hook-failed'
  /** Lambda gave the hook up before it had run. */
  | 'hook-expired';

/** How a gate run broke. */
export interface Breakage {
  readonly code: GateRunBreak;
  /** The name of the error, as AWS gives it. */
  readonly error?: string | undefined;
  /** Its details: a text, or the JSON text of a function's error. */
  readonly cause?: string | undefined;
  /** The ARN of the execution, where there was one. */
  readonly gateRun?: string | undefined;
}

export interface BrokenGateRun extends Breakage {
  readonly deploymentId: string;
  /** A secret: whoever has it can answer the hook. */
  readonly hookExecutionId: string;
  readonly phase: HookPhase;
}

const SAID: Readonly<Record<GateRunBreak, (phase: HookPhase) => string>> = {
  'gate-run-failed': (phase) => `The ${phase} gate run failed`,
  'gate-run-timed-out': (phase) => `The ${phase} gate run was not done within its time`,
  'gate-run-aborted': (phase) => `The ${phase} gate run was aborted`,
  'hook-failed': (phase) => `The ${phase} hook could not start its gate run`,
  'hook-expired': (phase) => `The ${phase} hook was not run in time, so that no gate was asked`,
};

/** Why a gate run broke, for the ledger and the message of the release: one sentence, without the secret. */
export function brokenGateRunReason({ code, phase, error, cause, hookExecutionId }: BrokenGateRun): Reason {
  const details = errorText(error, cause, hookExecutionId);
  const sentence = SAID[code](phase);
  return { code, message: details === '' ? `${sentence}.` : `${sentence}: ${details}.` };
}

/** A gate run that broke, as the gate that failed in place of those that were not judged. */
export function brokenGateRunRecord(broken: BrokenGateRun, at: number): GateRecord {
  const verdict = notRun(brokenGateRunReason(broken));
  return { name: GATE_RUN, phase: broken.phase, mode: 'enforce', verdict, at };
}
