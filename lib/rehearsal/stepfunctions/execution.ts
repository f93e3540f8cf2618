import type { History } from './history/history';
import type { Scope } from './run/scope';
import type { StateMachine } from './state-machine';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How an execution ended. */
export interface Outcome {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  /** JSON text. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly machine: StateMachine;
  /** JSON text, as given. */
  readonly input: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  readonly history: History;
  readonly scope: Scope;
  stopTime?: number;
  outcome?: Outcome;
}

/** What a test or a report sees of an execution. */
export interface ObservedExecution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly machineName: string;
  readonly status: ExecutionStatus;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  readonly stopTime?: number;
  /** JSON text. */
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  /** The states that were entered, oldest first. */
  readonly states: readonly { readonly name: string; readonly at: number }[];
}

export function statusOf({ outcome }: Execution): ExecutionStatus {
  return outcome?.status ?? 'RUNNING';
}

export function observed(execution: Execution): ObservedExecution {
  const { arn, name, machine, startTime, stopTime, input, outcome, history } = execution;
  return {
    arn,
    name,
    stateMachineArn: machine.arn,
    machineName: machine.name,
    startTime,
    ...(stopTime === undefined ? {} : { stopTime }),
    input,
    status: 'RUNNING',
    ...outcome,
    states: history.events.flatMap(({ type, timestamp, details }) => {
      const entered = details.stateEnteredEventDetails as { readonly name: string } | undefined;
      return type.endsWith('StateEntered') && entered ? [{ name: entered.name, at: timestamp }] : [];
    }),
  };
}
