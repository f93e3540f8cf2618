import * as v from 'valibot';
import { templateNumber } from '../kernel/template-values';

const name = v.pipe(
  v.string(),
  v.regex(/^[0-9a-zA-Z_.-]{1,64}$/, 'a name of 1 to 64 letters, digits, "-", "_" and "."'),
);

/** A template says a date as text, the API in seconds since the epoch; here it is milliseconds since the epoch. */
const date = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform((given) => (typeof given === 'number' ? given * 1000 : Date.parse(given))),
  v.finite(),
);

const target = v.strictObject({
  /** A function, a queue, a topic, a state machine, or any operation (`arn:aws:scheduler:::aws-sdk:…`). */
  Arn: v.pipe(v.string(), v.regex(/^arn:aws:(lambda|sqs|sns|states|scheduler:::aws-sdk):/, 'an emulated target')),
  DeadLetterConfig: v.optional(v.strictObject({ Arn: v.string() })),
  Input: v.optional(v.string()),
  RetryPolicy: v.optional(
    v.strictObject({
      MaximumEventAgeInSeconds: v.optional(v.pipe(templateNumber, v.minValue(60), v.maxValue(86_400))),
      MaximumRetryAttempts: v.optional(v.pipe(templateNumber, v.minValue(0), v.maxValue(185))),
    }),
  ),
  RoleArn: v.string(),
  SqsParameters: v.optional(v.strictObject({ MessageGroupId: v.optional(v.string()) })),
});

/** The members of a schedule, as templates and the API have them in common. */
export const SCHEDULE_ENTRIES = {
  Description: v.optional(v.string()),
  EndDate: v.optional(date),
  FlexibleTimeWindow: v.variant('Mode', [
    v.strictObject({ Mode: v.literal('OFF') }),
    v.strictObject({
      Mode: v.literal('FLEXIBLE'),
      MaximumWindowInMinutes: v.pipe(templateNumber, v.minValue(1), v.maxValue(1440)),
    }),
  ]),
  GroupName: v.optional(name, 'default'),
  ScheduleExpression: v.string(),
  ScheduleExpressionTimezone: v.optional(v.string(), 'UTC'),
  StartDate: v.optional(date),
  State: v.optional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
  Target: target,
} as const;

export const GIVEN_NAME = name;
export const COMPLETION = v.optional(v.picklist(['NONE', 'DELETE']), 'NONE');
export const NAMED = { Name: name, GroupName: v.optional(name, 'default'), ClientToken: v.optional(v.string()) };

/** A schedule as it was asked for. Dates are milliseconds since the epoch. */
export type ScheduleDefinition = v.InferOutput<v.StrictObjectSchema<typeof SCHEDULE_ENTRIES, undefined>> & {
  readonly ActionAfterCompletion: v.InferOutput<typeof COMPLETION>;
};

/** What a schedule says, without its name and what else came with the call. */
export function definitionOf(given: ScheduleDefinition): ScheduleDefinition {
  return {
    ActionAfterCompletion: given.ActionAfterCompletion,
    Description: given.Description,
    EndDate: given.EndDate,
    FlexibleTimeWindow: given.FlexibleTimeWindow,
    GroupName: given.GroupName,
    ScheduleExpression: given.ScheduleExpression,
    ScheduleExpressionTimezone: given.ScheduleExpressionTimezone,
    StartDate: given.StartDate,
    State: given.State,
    Target: given.Target,
  };
}
