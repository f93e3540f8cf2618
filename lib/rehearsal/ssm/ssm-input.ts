import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import { TIERS } from './parameter-limit';
import { PARAMETER_TYPES } from './parameter-store';

const WithDecryption = v.optional(v.boolean(), false);
const Name = v.string();

/** What each operation takes: Systems Manager API Reference. A member that is not listed stops the rehearsal by name. */
export const SSM_INPUT = {
  DeleteParameter: v.strictObject({ Name }),
  GetCalendarState: v.strictObject({
    AtTime: v.optional(v.pipe(v.string(), v.isoTimestamp())),
    CalendarNames: v.pipe(v.array(v.string()), v.minLength(1)),
  }),
  GetParameter: v.strictObject({ Name, WithDecryption }),
  GetParameters: v.strictObject({ Names: v.array(v.string()), WithDecryption }),
  GetParametersByPath: v.strictObject({
    MaxResults: v.optional(v.number()),
    NextToken: v.optional(v.string()),
    Path: v.string(),
    Recursive: v.optional(v.boolean(), false),
    WithDecryption,
  }),
  PutParameter: v.strictObject({
    DataType: v.optional(v.literal('text')),
    Description: v.optional(v.string()),
    Name,
    Overwrite: v.optional(v.boolean(), false),
    Tags: v.optional(v.array(v.unknown())),
    Tier: v.optional(v.picklist(TIERS)),
    Type: v.optional(v.picklist(PARAMETER_TYPES)),
    Value: v.string(),
  }),
};

export type PutParameterInput = v.InferOutput<typeof SSM_INPUT.PutParameter>;

/** A name with more than a name in it. */
const QUALIFIED = /^arn:|^[^:]+:[^:]+$/;

/** Only plain names are emulated. */
export function plainName(name: string, where: string): string {
  if (!QUALIFIED.test(name)) return name;
  throw new NotEmulated(`The ARN, version or label in the parameter name ${name}`, where, 'Use the plain name.');
}
