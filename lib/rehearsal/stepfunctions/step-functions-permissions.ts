import type { PermissionsNeeded } from '../kernel/permission';

/** Service Authorization Reference, "AWS Step Functions": a call is about a machine or about an execution. */
const ABOUT_A_MACHINE = new Set(['StartExecution', 'ListExecutions', 'DescribeStateMachine']);
const ABOUT_AN_EXECUTION = new Set(['DescribeExecution', 'StopExecution', 'GetExecutionHistory']);

export const stepFunctionsPermissions: PermissionsNeeded = (operation, { stateMachineArn, executionArn }) => {
  const action = `states:${operation}`;
  if (ABOUT_A_MACHINE.has(operation)) return [{ action, resource: String(stateMachineArn) }];
  if (ABOUT_AN_EXECUTION.has(operation)) return [{ action, resource: String(executionArn) }];
  // Whoever has a task's token may answer it for any machine the policy says; the token itself names none.
  return [{ action, resource: '*' }];
};
