import type { CodeDeployOptions } from './codedeploy-ports';

/** What CodeDeploy's documentation leaves open and this account had to choose. */
export function codeDeployAssumptions(options: CodeDeployOptions): readonly string[] {
  const seconds = (ms: number) => `${ms / 1000} s`;
  return [
    `CodeDeploy looks at the alarms when a deployment starts and then every ${seconds(options.alarmPollMs)}, for the whole deployment.`,
    `A rollback starts ${seconds(options.rollbackDelayMs)} after the deployment ended and takes ${seconds(options.rollbackDurationMs)}; it calls no hooks and looks at no alarms.`,
    'A linear shift ends with its last step and waits no further interval.',
    "A call that the group's role may not make fails the deployment with IAM_ROLE_PERMISSIONS.",
    'A hook that fails without an answer is waited for until its hour is over.',
  ];
}
