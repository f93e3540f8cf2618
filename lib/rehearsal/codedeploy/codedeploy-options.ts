import type { ErrorInformation } from './deployment';
import type { LinearChoices } from './traffic-routing';

/** What AWS leaves open about CodeDeploy, or says of another platform only: each a choice that can be changed. */
export interface CodeDeployOptions extends LinearChoices {
  /** How often a deployment looks at its alarms. The true interval is not published; 10 to 30 s were observed. */
  readonly alarmPollMs: number;
  /** How long a hook may take to answer: an hour, which AWS does not let anyone change. */
  readonly hookTimeoutMs: number;
  /** From the start of a deployment, and its first look at the alarms, to BeforeAllowTraffic. */
  readonly startDelayMs: number;
  /** From the end of a deployment to the start of its rollback. */
  readonly rollbackDelayMs: number;
  /** How long a rollback takes. */
  readonly rollbackDurationMs: number;
  /** The configuration that a rollback is shown with. */
  readonly rollbackConfigName: string;
  /** Whether the alarms are still looked at while AfterAllowTraffic runs. */
  readonly alarmsDuringAfterAllowTraffic: boolean;
  /** Whether an alarm in INSUFFICIENT_DATA stops a deployment as a red one does. */
  readonly insufficientDataStops: boolean;
  /** Whether a hook function that failed for good is an answer. */
  readonly hookErrorFails: boolean;
  /** Whether a lifecycle event without a hook is listed among a target's events. */
  readonly eventsWithoutHookListed: boolean;
  /** How many names a page of a list holds. */
  readonly pageSize: number;
  /** The errors whose code or wording is not known for Lambda. */
  readonly errors: {
    readonly hookTimeout: ErrorInformation;
    readonly manualStop: ErrorInformation;
    /** The names of the alarms follow the message. */
    readonly alarmsUnreadable: ErrorInformation;
    readonly aliasMissing: ErrorInformation;
    readonly aliasSplit: ErrorInformation;
    /** Lambda's own words follow the message. */
    readonly weightsRefused: ErrorInformation;
  };
}

export const CODEDEPLOY_DEFAULTS: CodeDeployOptions = {
  alarmPollMs: 15_000,
  hookTimeoutMs: 3_600_000,
  startDelayMs: 2_000,
  rollbackDelayMs: 1_000,
  rollbackDurationMs: 2_000,
  rollbackConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
  linearTrailingWait: false,
  linearRemainder: 'own-step',
  alarmsDuringAfterAllowTraffic: true,
  insufficientDataStops: false,
  hookErrorFails: false,
  eventsWithoutHookListed: true,
  pageSize: 100,
  errors: {
    hookTimeout: {
      code: 'TIMEOUT',
      // CodeDeploy User Guide, "Troubleshoot Amazon ECS deployment issues": the words of that platform.
      message:
        'The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one hour after a deployment hook is invoked.',
    },
    manualStop: { code: 'MANUAL_STOP', message: 'The deployment was stopped by a request.' },
    alarmsUnreadable: { code: 'ALARM_ACTIVE', message: 'The alarms could not be read:' },
    aliasMissing: {
      code: 'INVALID_LAMBDA_FUNCTION',
      message: 'The deployment failed because the alias does not exist.',
    },
    aliasSplit: {
      code: 'INVALID_LAMBDA_CONFIGURATION',
      message:
        'The deployment failed because the alias points to two versions. Let it point to one, without weights, and deploy again.',
    },
    weightsRefused: {
      code: 'INVALID_LAMBDA_CONFIGURATION',
      message: 'The deployment failed because AWS Lambda does not split traffic between these versions:',
    },
  },
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
