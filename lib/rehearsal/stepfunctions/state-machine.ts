import type { StateMachineDefinition } from './definition/state-machine-definition';

/** A state machine as it is now; running executions keep the one they started with. */
export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly definition: StateMachineDefinition;
  /** As given. */
  readonly definitionText: string;
  /** New with every change; `INITIAL` for the first. */
  readonly revisionId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}
