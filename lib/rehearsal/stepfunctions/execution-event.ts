import { type Execution, statusOf } from './execution';
import type { StepFunctionsPorts } from './step-functions-ports';

/** Step Functions Developer Guide, "Automating Step Functions event delivery with EventBridge": each change of status. */
export function executionEvent(execution: Execution): Parameters<StepFunctionsPorts['emit']>[0] {
  const { arn, machine, name, startTime, stopTime, input, outcome } = execution;
  const output = outcome?.output;
  return {
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [arn],
    detail: {
      executionArn: arn,
      stateMachineArn: machine.arn,
      name,
      status: statusOf(execution),
      startDate: startTime,
      stopDate: stopTime ?? null,
      input,
      inputDetails: { included: true },
      output: output ?? null,
      outputDetails: output === undefined ? null : { included: true },
      error: outcome?.error ?? null,
      cause: outcome?.cause ?? null,
    },
  };
}
