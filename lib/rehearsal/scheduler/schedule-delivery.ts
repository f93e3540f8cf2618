import { ApiError, isThrottle } from '../kernel/api-error';
import { withContext } from './context-attributes';
import type { Schedule } from './schedule';
import { SCHEDULER_DEFAULTS, type SchedulerPorts } from './scheduler-ports';

/** EventBridge Scheduler API Reference, RetryPolicy. */
const MOST_RETRIES = 185;
const OLDEST_SECONDS = 86_400;

/** One time that a schedule has come round: its target is invoked until it takes the input or the retries are used up. */
export class ScheduleDelivery {
  private attempts = 0;
  private readonly startedAt: number;

  /** @param done called once, when the target has taken the input or nobody tries any more */
  constructor(
    private readonly schedule: Schedule,
    private readonly occurrence: { readonly scheduledAt: number; readonly executionId: string },
    private readonly ports: SchedulerPorts,
    private readonly done: () => void,
  ) {
    this.startedAt = ports.simulation.now;
  }

  start(): void {
    this.ports.simulation.spawn(() => this.attempt(), `a delivery of ${this.schedule.arn}`);
  }

  private async attempt(): Promise<void> {
    this.attempts += 1;
    const { Arn, RoleArn, SqsParameters, RetryPolicy } = this.schedule.definition.Target;
    const input = this.input();
    const group = SqsParameters?.MessageGroupId;
    try {
      const role = { arn: RoleArn, groupArn: this.schedule.groupArn };
      await this.ports.invoke(Arn, input, role, group === undefined ? {} : { messageGroupId: group });
      this.done();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const delayMs = this.delayMs();
      const retryable = isThrottle(error) || error.statusCode >= 500;
      const ageMs = this.ports.simulation.now + delayMs - this.startedAt;
      const tooOld = ageMs > (RetryPolicy?.MaximumEventAgeInSeconds ?? OLDEST_SECONDS) * 1000;
      const tooOften = this.attempts > (RetryPolicy?.MaximumRetryAttempts ?? MOST_RETRIES);
      if (retryable && !tooOld && !tooOften) {
        this.ports.simulation.at(this.ports.simulation.now + delayMs, () => {
          this.start();
        });
        return;
      }
      const exhausted = tooOften ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds';
      await this.giveUp(error, input, retryable ? exhausted : undefined);
      this.done();
    }
  }

  /** EventBridge Scheduler User Guide, "Configuring a dead-letter queue": the body is the input, the rest is attributes. */
  private async giveUp(error: ApiError, body: string, exhausted: string | undefined): Promise<void> {
    const { Arn, RoleArn, DeadLetterConfig } = this.schedule.definition.Target;
    if (!DeadLetterConfig || !this.ports.deadLetter) return;
    const attributes = {
      ERROR_CODE: error.code,
      ERROR_MESSAGE: error.message,
      EXECUTION_ID: this.occurrence.executionId,
      ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: String(this.attempts - 1),
      SCHEDULED_TIME: new Date(this.occurrence.scheduledAt).toISOString(),
      SCHEDULE_ARN: this.schedule.arn,
      TARGET_ARN: Arn,
    };
    try {
      await this.ports.deadLetter(DeadLetterConfig.Arn, { body, attributes }, RoleArn);
    } catch (refusal) {
      // What the dead-letter queue does not take is lost, as in AWS.
      if (!(refusal instanceof ApiError)) throw refusal;
    }
  }

  private delayMs(): number {
    const { firstRetryDelayMs, longestRetryDelayMs } = { ...SCHEDULER_DEFAULTS, ...this.ports.options };
    return Math.min(firstRetryDelayMs * 2 ** (this.attempts - 1), longestRetryDelayMs);
  }

  private input(): string {
    const { scheduledAt, executionId } = this.occurrence;
    const { Input } = this.schedule.definition.Target;
    const context = { scheduleArn: this.schedule.arn, scheduledAt, executionId, attempt: this.attempts };
    return Input === undefined ? this.notification() : withContext(Input, context);
  }

  /** What a target gets where the schedule has no input. */
  private notification(): string {
    const { place } = this.ports;
    return JSON.stringify({
      version: '0',
      id: this.occurrence.executionId,
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: place.accountId,
      time: seconds(this.occurrence.scheduledAt),
      region: place.region,
      resources: [this.schedule.arn],
      detail: '{}',
    });
  }
}

function seconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
