import type { ErrorInformation } from './deployment';
import type { LinearChoices } from './traffic-routing';

/** What AWS leaves open about CodeDeploy, or says of another platform only: each a choice that can be changed. */
export interface CodeDeployOptions extends LinearChoices {
  /** How often a deployment looks at its alarms. The true interval is not published; 10 to 30 s were observed. */
  readonly alarmPollMs: number;
  /**
   * How many alarms a deployment group may have: 10 by the API Reference (AlarmConfiguration), where Service Quotas has
   * shown 50.
   */
  readonly mostAlarms: number;
  /** From the start of a deployment, and its first look at the alarms, to BeforeAllowTraffic. */
  readonly startDelayMs: number;
  /** From the end of a deployment to the start of its rollback. */
  readonly rollbackDelayMs: number;
  /** How long a rollback takes. */
  readonly rollbackDurationMs: number;
  /** The configuration that a rollback is shown with: on Amazon ECS it was all at once, whatever the group's is. */
  readonly rollbackConfiguration: 'all-at-once' | 'of-group';
  /** Whether the alarms are still looked at while AfterAllowTraffic runs. */
  readonly alarmsDuringAfterAllowTraffic: boolean;
  /** Whether an alarm in INSUFFICIENT_DATA stops a deployment as a red one does. */
  readonly insufficientDataStops: boolean;
  /** Whether a hook function that failed for good is an answer. */
  readonly hookErrorFails: boolean;
  /** Whether a lifecycle event without a hook is listed among a target's events. */
  readonly eventsWithoutHookListed: boolean;
  /** The error of a hook that did not answer: its message is known of Amazon ECS only. */
  readonly hookTimeoutError: ErrorInformation;
  /** The error of a deployment that a request stopped. */
  readonly manualStopError: ErrorInformation;
}

export const CODEDEPLOY_DEFAULTS: CodeDeployOptions = {
  alarmPollMs: 15_000,
  mostAlarms: 10,
  startDelayMs: 2_000,
  rollbackDelayMs: 1_000,
  rollbackDurationMs: 2_000,
  rollbackConfiguration: 'all-at-once',
  linearTrailingWait: false,
  linearRemainder: 'own-step',
  alarmsDuringAfterAllowTraffic: true,
  insufficientDataStops: false,
  hookErrorFails: false,
  eventsWithoutHookListed: true,
  hookTimeoutError: {
    code: 'TIMEOUT',
    // CodeDeploy User Guide, "Troubleshoot Amazon ECS deployment issues": the words of that platform.
    message:
      'The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one hour after a deployment hook is invoked.',
  },
  manualStopError: { code: 'MANUAL_STOP', message: 'The deployment was stopped by a request.' },
};

/** What the poll of the alarms may be set to, in milliseconds: the range that was observed. */
const ALARM_POLL_MS = { least: 10_000, most: 30_000 };

/** Refuses options that no CodeDeploy could have. */
export function checkOptions({ alarmPollMs }: CodeDeployOptions): void {
  const { least, most } = ALARM_POLL_MS;
  if (alarmPollMs < least || alarmPollMs > most) {
    throw new RangeError(
      `alarmPollMs of CodeDeploy must be between ${least} and ${most}, got: ${alarmPollMs}. Leave it out for ${CODEDEPLOY_DEFAULTS.alarmPollMs}.`,
    );
  }
}
