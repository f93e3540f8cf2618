import * as v from 'valibot';
import { strings, tags, templateBoolean, templateNumber } from '../../kernel/template-values';

/** Seconds. */
const seconds = v.pipe(templateNumber, v.integer(), v.minValue(0));

/** The properties of `AWS::CloudWatch::CompositeAlarm` that are emulated. */
export const compositeProperties = {
  AlarmName: v.optional(v.string()),
  AlarmDescription: v.optional(v.string()),
  AlarmRule: v.string(),
  ActionsEnabled: v.optional(templateBoolean),
  AlarmActions: v.optional(strings),
  OKActions: v.optional(strings),
  InsufficientDataActions: v.optional(strings),
  ActionsSuppressor: v.optional(v.string()),
  ActionsSuppressorWaitPeriod: v.optional(seconds),
  ActionsSuppressorExtensionPeriod: v.optional(seconds),
  Tags: tags,
} satisfies v.ObjectEntries;

export type CompositeProperties = v.InferOutput<v.StrictObjectSchema<typeof compositeProperties, undefined>>;
