import * as v from 'valibot';
import { tags, templateNumber } from '../kernel/template-values';

const target = v.strictObject({
  Arn: v.string(),
  DeadLetterConfig: v.optional(v.strictObject({ Arn: v.string() })),
  Id: v.string(),
  Input: v.optional(v.string()),
  InputPath: v.optional(v.string()),
  InputTransformer: v.optional(
    v.strictObject({ InputPathsMap: v.optional(v.record(v.string(), v.string())), InputTemplate: v.string() }),
  ),
  RetryPolicy: v.optional(
    v.strictObject({
      MaximumEventAgeInSeconds: v.optional(v.pipe(templateNumber, v.minValue(60), v.maxValue(86_400))),
      MaximumRetryAttempts: v.optional(v.pipe(templateNumber, v.minValue(0), v.maxValue(185))),
    }),
  ),
  RoleArn: v.optional(v.string()),
  SqsParameters: v.optional(v.strictObject({ MessageGroupId: v.string() })),
});

/** The properties of `AWS::Events::Rule`. */
export const RULE_PROPERTIES = {
  Description: v.optional(v.string()),
  EventBusName: v.optional(v.string(), 'default'),
  EventPattern: v.optional(v.record(v.string(), v.unknown())),
  Name: v.optional(v.string()),
  ScheduleExpression: v.optional(v.string()),
  State: v.optional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
  Tags: tags,
  Targets: v.optional(v.array(target), []),
};

export type RuleProperties = v.InferOutput<v.StrictObjectSchema<typeof RULE_PROPERTIES, undefined>>;
export type TargetProperties = v.InferOutput<typeof target>;
