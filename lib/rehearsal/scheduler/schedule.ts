import type { ScheduleExpression } from './schedule-expression';
import type { ScheduleDefinition } from './schedule-input';

/** A schedule of the account. Times are milliseconds since the epoch. */
export interface Schedule {
  readonly name: string;
  readonly arn: string;
  readonly definition: ScheduleDefinition;
  readonly expression: ScheduleExpression;
  readonly createdAt: number;
  readonly changedAt: number;
}
