import { PAGE_SIZE } from './api/page';
import { CODEDEPLOY_DEFAULTS, type CodeDeployOptions } from './codedeploy-options';
import { DEPLOYMENT_ERRORS } from './deployment-errors';
import { ALL_AT_ONCE } from './traffic-routing';

/** What CodeDeploy's documentation leaves open and this account had to choose. */
export function codeDeployAssumptions(options: CodeDeployOptions): readonly string[] {
  const { hookTimeoutError, manualStopError } = options;
  const { alarmsUnreadable, aliasMissing, aliasSplit, weightsRefused } = DEPLOYMENT_ERRORS;
  const seconds = (ms: number) => `${ms / 1000} s`;
  return [
    `CodeDeploy looks at the alarms when a deployment starts and then every ${seconds(options.alarmPollMs)}, for the whole deployment${options.alarmsDuringAfterAllowTraffic ? '' : ' but AfterAllowTraffic'}.`,
    ...(options.mostAlarms === CODEDEPLOY_DEFAULTS.mostAlarms
      ? []
      : [`A deployment group may have ${options.mostAlarms} alarms.`]),
    options.insufficientDataStops
      ? 'An alarm in INSUFFICIENT_DATA stops a deployment as a red one does.'
      : 'An alarm in INSUFFICIENT_DATA does not stop a deployment; only ALARM does.',
    `BeforeAllowTraffic starts ${seconds(options.startDelayMs)} after the deployment; the stages after it follow each other at once.`,
    `A rollback starts ${seconds(options.rollbackDelayMs)} after the deployment ended and takes ${seconds(options.rollbackDurationMs)}; it calls no hooks, looks at no alarms, and is shown with ${options.rollbackConfiguration === 'all-at-once' ? ALL_AT_ONCE : 'the configuration of its group'}.`,
    'The rollback of a deployment that had moved no traffic leaves the alias as it is.',
    options.linearTrailingWait
      ? 'A linear shift waits one more interval after its last step.'
      : 'A linear shift ends with its last step and waits no further interval.',
    options.linearRemainder === 'own-step'
      ? 'Where the increments of a linear shift do not add up to 100 %, the rest is a smaller last step.'
      : 'Where the increments of a linear shift do not add up to 100 %, the rest moves with the last of them.',
    "A call that the group's role may not make fails the deployment with IAM_ROLE_PERMISSIONS, a throttled one with THROTTLED and another that fails with INTERNAL_ERROR; CodeDeploy does not try it again. Where it cannot look at the alarms, they count as unreadable.",
    options.hookErrorFails
      ? 'A hook function that failed for good fails its lifecycle event at once.'
      : 'A hook that fails without an answer is waited for until its hour is over.',
    `A hook without an answer ends the deployment with ${hookTimeoutError.code} and ${hookTimeoutError.message === CODEDEPLOY_DEFAULTS.hookTimeoutError.message ? 'the message that is documented for Amazon ECS' : `“${hookTimeoutError.message}”`}.`,
    options.eventsWithoutHookListed
      ? 'A target lists all three lifecycle events, with or without a hook; without one, an event succeeds at once.'
      : 'A target lists AllowTraffic and the lifecycle events that have a hook.',
    `A deployment that a request stops ends with ${manualStopError.code}. It is rolled back where the request says so or, where the request does not say, where the group rolls back after DEPLOYMENT_STOP_ON_REQUEST.`,
    `Alarms that cannot be read stop a deployment with ${alarmsUnreadable.code}, unless its group says to go on without them.`,
    `An alias that does not exist fails a deployment with ${aliasMissing.code}, one that points to two versions with ${aliasSplit.code}.`,
    `Versions with different execution roles or dead-letter targets share no alias; a deployment that needs them to fails with ${weightsRefused.code} as soon as it shifts.`,
    'The target of a stopped deployment counts as failed.',
    `CodeDeploy lists the newest deployments first, other names in the order of the alphabet, and ${PAGE_SIZE} on a page.`,
    'BatchGetDeployments leaves out what it does not find; BatchGetDeploymentGroups names it in its error message.',
  ];
}
