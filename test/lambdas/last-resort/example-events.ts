const INPUT = { deploymentId: 'd-1', hookExecutionId: 'secret', phase: 'after-traffic' };

/** The execution that asked the gates. */
export const GATE_RUN = 'arn:aws:states:eu-west-1:123456789012:execution:GateRun:d-1-after-traffic';

/** What the state machine's own last step sends. */
export const caught = () => ({
  ...INPUT,
  ...{ phase: 'before-traffic', gateRun: GATE_RUN, error: 'States.Timeout', cause: '' },
});

/** EventBridge's event, with all that AWS puts in. */
export const ended = (change: object = {}) => ({
  version: '0',
  id: '315c1398-40ff-a850-213b-158f73e60175',
  'detail-type': 'Step Functions Execution Status Change',
  source: 'aws.states',
  account: '123456789012',
  time: '2026-01-01T00:30:00Z',
  region: 'eu-west-1',
  resources: [GATE_RUN],
  detail: {
    executionArn: GATE_RUN,
    stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:GateRun',
    name: 'd-1-after-traffic',
    status: 'FAILED',
    startDate: 1551225271984,
    stopDate: 1551227071984,
    input: JSON.stringify(INPUT),
    inputDetails: { included: true },
    output: null,
    outputDetails: null,
    error: 'States.Runtime',
    cause: 'An error occurred',
    ...change,
  },
});

/** Lambda's record of an asynchronous invocation that failed for good. */
export const hookFailed = ({
  functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:CodeDeployHook_sluice-main-after-traffic:$LATEST',
  condition = 'RetriesExhausted',
  ...change
}: Readonly<Record<string, unknown>> = {}) => ({
  version: '1.0',
  timestamp: '2026-01-01T00:00:00.000Z',
  requestContext: { requestId: 'e4b46cbf', functionArn, condition, approximateInvokeCount: 1 },
  requestPayload: { DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'secret' },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: 'Error', errorMessage: 'throttled' },
  ...change,
});
