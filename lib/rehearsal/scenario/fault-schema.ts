import * as v from 'valibot';
import { API_FAULTS, FUNCTION_FAULTS, RULE_FAULTS, type Fault } from '../faults/fault';
import { durationSchema } from './duration';

const wholeFromOne = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(1, 'must be 1 or more'));

const occasion = {
  times: v.optional(wholeFromOne),
  call: v.optional(wholeFromOne),
  at: v.optional(durationSchema),
  for: v.optional(durationSchema),
};
const delayed = { ...occasion, delay: v.optional(durationSchema) };

/** What goes wrong on purpose, with what, and when. */
export const faultSchema = v.pipe(
  v.variant('on', [
    v.strictObject({ on: v.literal('function'), id: v.string(), kind: v.picklist(FUNCTION_FAULTS), ...delayed }),
    v.strictObject({
      on: v.literal('api'),
      id: v.pipe(
        v.string(),
        v.regex(/^[a-z0-9-]+:[A-Z][A-Za-z]+$/, 'must be a service and an operation, such as dynamodb:PutItem'),
      ),
      kind: v.picklist(API_FAULTS),
      ...delayed,
    }),
    v.strictObject({ on: v.literal('state-machine'), id: v.string(), kind: v.literal('crash'), ...delayed }),
    v.strictObject({ on: v.literal('rule'), id: v.string(), kind: v.picklist(RULE_FAULTS), ...occasion }),
  ]),
  v.check(({ times, call }) => times === undefined || call === undefined, 'must say `times` or `call`, not both'),
  v.check(({ at, for: length }) => length === undefined || at !== undefined, 'must say `at` where it says `for`'),
) satisfies v.GenericSchema<unknown, Fault>;
