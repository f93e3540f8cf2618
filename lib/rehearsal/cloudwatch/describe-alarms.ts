import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import { type Alarm } from './alarms/alarm';
import { type AlarmState } from './alarms/evaluate-alarm';

export interface DescribeAlarmsOutput {
  readonly MetricAlarms: readonly {
    readonly AlarmName: string;
    readonly AlarmArn: string;
    readonly StateValue: AlarmState;
    readonly StateReason: string;
    /** Seconds since the epoch, as times are written in AWS's JSON protocols. */
    readonly StateUpdatedTimestamp: number;
  }[];
  readonly CompositeAlarms: readonly never[];
}

/** Alarms in one answer; beyond that CloudWatch hands out a `NextToken`. */
const PAGE = 50;
const schema = v.strictObject({ AlarmNames: v.optional(v.array(v.string())) });

/** `DescribeAlarms`. Names that nobody has are left out of the answer, without an error. */
export function describeAlarms(alarms: readonly Alarm[], input: unknown): DescribeAlarmsOutput {
  const parsed = v.safeParse(schema, input ?? {});
  if (!parsed.success) {
    const member = v.getDotPath(parsed.issues[0]) ?? 'that input';
    throw new NotEmulated(`cloudwatch:DescribeAlarms with ${member}`, 'a call of the API');
  }
  const { AlarmNames } = parsed.output;
  const found = AlarmNames ? alarms.filter(({ name }) => AlarmNames.includes(name)) : alarms;
  if (found.length > PAGE) {
    throw new NotEmulated(`cloudwatch:DescribeAlarms with more than ${PAGE} alarms in the answer`, 'a call of the API');
  }
  return {
    MetricAlarms: found.map(({ name, arn, state, reason, since }) => ({
      AlarmName: name,
      AlarmArn: arn,
      StateValue: state,
      StateReason: reason,
      StateUpdatedTimestamp: since / 1000,
    })),
    CompositeAlarms: [],
  };
}
