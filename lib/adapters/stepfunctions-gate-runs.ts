import { ExecutionAlreadyExists, StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { digestOf } from './digest';
import type { GateRunInput, GateRuns } from '../domain/release/gate-runs';
import { withoutSecret } from './without-secret';

/** The platform's gate runs, which are executions of its state machine. */
export class StepFunctionsGateRuns implements GateRuns<GateRunInput> {
  constructor(
    private readonly client: SFNClient,
    private readonly stateMachineArn: string,
  ) {}

  /**
   * Starts the gate run of a hook. A name stays taken for 90 days (Step Functions API Reference, StartExecution), so one
   * that is there already means that its hook was delivered twice, and all is well. The hook is in the name by a digest of
   * what it is answered by: whoever calls the function with another id takes no name from it.
   */
  async start(input: GateRunInput): Promise<void> {
    try {
      await this.client.send(
        new StartExecutionCommand({
          stateMachineArn: this.stateMachineArn,
          name: `${input.deploymentId}-${input.phase}-${digestOf(input.hookExecutionId)}`,
          input: JSON.stringify(input),
        }),
      );
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return;
      throw withoutSecret(error, input.hookExecutionId, 'hook execution id');
    }
  }
}
