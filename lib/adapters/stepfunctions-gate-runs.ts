import type { SFNClient } from '@aws-sdk/client-sfn';
import { digestOf } from './digest';
import type { GateRunInput, GateRuns } from '../domain/release/gate-runs';
import { startOnce } from './start-execution';

/** The platform's gate runs, which are executions of its state machine. */
export class StepFunctionsGateRuns implements GateRuns<GateRunInput> {
  constructor(
    private readonly client: SFNClient,
    private readonly stateMachineArn: string,
  ) {}

  /**
   * Starts the gate run of a hook, once. The hook is in the name by a digest of what it is answered by: whoever calls the
   * function with another id takes no name from it.
   */
  async start(input: GateRunInput): Promise<void> {
    await startOnce(this.client, {
      stateMachineArn: this.stateMachineArn,
      name: `${input.deploymentId}-${input.phase}-${digestOf(input.hookExecutionId)}`,
      input,
      ...{ secret: input.hookExecutionId, secretIs: 'hook execution id' },
    });
  }
}
