import { ExecutionAlreadyExists, StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { digestOf } from './digest';
import type { FirstReleaseInput, GateRuns } from '../domain/release/gate-runs';
import { withoutSecret } from './without-secret';

/** The platform's gate runs of first releases, which are executions of a state machine of their own. */
export class StepFunctionsFirstReleaseRuns implements GateRuns<FirstReleaseInput> {
  constructor(
    private readonly client: SFNClient,
    private readonly stateMachineArn: string,
  ) {}

  /**
   * Starts the gate run of a request. One that is there already means that the request was delivered twice: what answers
   * it is in the name by a digest, so that no other request of the same id is taken for it.
   */
  async start(input: FirstReleaseInput): Promise<void> {
    try {
      await this.client.send(
        new StartExecutionCommand({
          stateMachineArn: this.stateMachineArn,
          name: `first-${input.request.requestId}-${digestOf(input.request)}`,
          input: JSON.stringify(input),
        }),
      );
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return;
      throw withoutSecret(error, input.request.responseUrl, 'response URL');
    }
  }
}
