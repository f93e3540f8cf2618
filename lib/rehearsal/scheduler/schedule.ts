import type { ScheduleExpression } from './schedule-expression';
import type { ScheduleDefinition } from './schedule-input';

/** A schedule of the account. Times are milliseconds since the epoch. */
export interface Schedule {
  readonly name: string;
  readonly arn: string;
  /**
   * Of its group, for which its role is assumed, and never for the schedule itself (EventBridge Scheduler User Guide,
   * "Confused deputy prevention").
   */
  readonly groupArn: string;
  readonly definition: ScheduleDefinition;
  readonly expression: ScheduleExpression;
  readonly createdAt: number;
  readonly changedAt: number;
}
