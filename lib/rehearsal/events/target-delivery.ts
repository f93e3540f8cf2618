import { ApiError, isThrottle } from '../kernel/api-error';
import type { Simulation } from '../kernel/simulation';
import type { DeliveredEvent } from './bus-event';
import { EVENTS_DEFAULTS, type EventsPorts } from './events-ports';
import type { Rule, RuleTarget } from './rule';

/** One event on its way to one target, until it is taken or the retries are used up. */
export class TargetDelivery {
  private attempts = 0;
  private readonly startedAt: number;

  constructor(
    private readonly event: { readonly original: DeliveredEvent; readonly input: unknown },
    private readonly rule: Rule,
    private readonly target: RuleTarget,
    private readonly ports: EventsPorts,
    private readonly deliver: NonNullable<EventsPorts['deliver']>,
    private readonly simulation: Simulation,
  ) {
    this.startedAt = simulation.now;
  }

  start(): void {
    this.simulation.spawn(() => this.attempt(), `a delivery of ${this.rule.name}`);
  }

  private async attempt(): Promise<void> {
    this.attempts += 1;
    const { arn, roleArn, messageGroupId, retries, maximumAgeMs } = this.target;
    const where = {
      arn,
      ...(roleArn === undefined ? {} : { roleArn }),
      ...(messageGroupId === undefined ? {} : { messageGroupId }),
    };
    try {
      await this.deliver(where, this.event.input, this.rule.arn, this.event.original.source === 'aws.events');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const delayMs = this.delayMs();
      const tooOften = this.attempts > retries;
      const tooOld = this.simulation.now + delayMs - this.startedAt > maximumAgeMs;
      const retryable = isThrottle(error) || error.statusCode >= 500;
      if (!retryable) return this.giveUp(error, undefined);
      if (tooOften || tooOld) {
        return this.giveUp(error, tooOften ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds');
      }
      this.simulation.at(this.simulation.now + delayMs, () => {
        this.start();
      });
    }
  }

  /** EventBridge User Guide, "Using dead-letter queues to process undelivered events": the attributes of such a message. */
  private async giveUp(error: ApiError, exhausted: string | undefined): Promise<void> {
    const { deadLetterArn, arn } = this.target;
    if (deadLetterArn === undefined) return;
    const attributes = {
      ERROR_CODE: error.code,
      ERROR_MESSAGE: error.message,
      ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
      RETRY_ATTEMPTS: String(this.attempts - 1),
      RULE_ARN: this.rule.arn,
      TARGET_ARN: arn,
    };
    try {
      await this.deliver({ arn: deadLetterArn, attributes }, this.event.original, this.rule.arn);
    } catch (refusal) {
      // What the dead-letter queue does not take is lost, as in AWS.
      if (!(refusal instanceof ApiError)) throw refusal;
    }
  }

  private delayMs(): number {
    const { firstRetryDelayMs, longestRetryDelayMs } = { ...EVENTS_DEFAULTS, ...this.ports.options };
    return Math.min(firstRetryDelayMs * 2 ** (this.attempts - 1), longestRetryDelayMs);
  }
}
