import type { SFNClient } from '@aws-sdk/client-sfn';
import { digestOf } from './digest';
import type { FirstReleaseInput, GateRuns } from '../domain/release/gate-runs';
import { startOnce } from './start-execution';

/** The platform's gate runs of first releases, which are executions of a state machine of their own. */
export class StepFunctionsFirstReleaseRuns implements GateRuns<FirstReleaseInput> {
  constructor(
    private readonly client: SFNClient,
    private readonly stateMachineArn: string,
  ) {}

  /**
   * Starts the gate run of a request, once. What answers it is in the name by a digest, so that no other request of the
   * same id is taken for it.
   */
  async start(input: FirstReleaseInput): Promise<void> {
    await startOnce(this.client, {
      stateMachineArn: this.stateMachineArn,
      name: `first-${input.request.requestId}-${digestOf(input.request)}`,
      input,
      ...{ secret: input.request.responseUrl, secretIs: 'response URL' },
    });
  }
}
