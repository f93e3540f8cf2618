import * as v from 'valibot';
import { ANY_VALUE } from './template-value';

/** One entry of a template's `Rules`: CloudFormation User Guide, "Rules". */
export const TEMPLATE_RULE = v.strictObject({
  RuleCondition: v.optional(ANY_VALUE),
  Assertions: v.array(v.strictObject({ Assert: ANY_VALUE, AssertDescription: v.optional(v.string()) })),
});
