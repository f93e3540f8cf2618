import * as v from 'valibot';
import { type AlarmRecord } from '../alarms/alarm';
import { validationError } from '../validation-error';
import { type ApiSetting } from './api-setting';
import { pageOf, positionOf } from './page';
import { parseInput, seconds, stateValue } from './parse-input';
import type { OperationCall } from '../../kernel/service-api';

const schema = v.strictObject({
  AlarmNames: v.optional(v.pipe(v.array(v.string()), v.maxLength(100))),
  AlarmNamePrefix: v.optional(v.string()),
  AlarmTypes: v.optional(v.array(v.picklist(['MetricAlarm', 'CompositeAlarm']))),
  StateValue: v.optional(stateValue),
  ActionPrefix: v.optional(v.string()),
  MaxRecords: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
  NextToken: v.optional(v.string()),
});

const PAGE = 50;

/**
 * `DescribeAlarms`. Names that nobody has are left out of the answer, without an error; so are composite alarms unless
 * their type is asked for.
 */
export function describeAlarms(setting: ApiSetting, input: unknown, place: OperationCall): object {
  const given = parseInput(schema, input, place);
  const { AlarmNames, AlarmNamePrefix, AlarmTypes = ['MetricAlarm'], StateValue, ActionPrefix } = given;
  if (AlarmNames && AlarmNamePrefix !== undefined) {
    throw validationError('DescribeAlarms takes AlarmNames or AlarmNamePrefix, not both');
  }
  const found = setting.book.all.filter(
    ({ current, actions }) =>
      (!AlarmNames || AlarmNames.includes(current.name)) &&
      current.name.startsWith(AlarmNamePrefix ?? '') &&
      AlarmTypes.includes(current.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm') &&
      (StateValue === undefined || current.state === StateValue) &&
      (ActionPrefix === undefined ||
        Object.values(actions.byState).some((arns) => arns.some((arn) => arn.startsWith(ActionPrefix)))),
  );
  const { entries, ...next } = pageOf(found, positionOf(given.NextToken, setting.now()), given.MaxRecords ?? PAGE);
  return {
    MetricAlarms: entries.filter(({ current }) => current.kind === 'metric').map(describe),
    CompositeAlarms: entries
      .filter(({ current }) => current.kind === 'composite')
      .map((record) => {
        const suppressedBy = setting.composites.suppressedBy(record.current.name);
        return { ...describe(record), ...(suppressedBy && { ActionsSuppressedBy: suppressedBy }) };
      }),
    ...next,
  };
}

function describe({ current, actions, configuration, configuredAt, reasonData, updatedAt }: AlarmRecord) {
  return {
    AlarmName: current.name,
    AlarmArn: current.arn,
    AlarmDescription: current.description,
    AlarmConfigurationUpdatedTimestamp: seconds(configuredAt),
    ActionsEnabled: actions.enabled,
    OKActions: actions.byState.OK,
    AlarmActions: actions.byState.ALARM,
    InsufficientDataActions: actions.byState.INSUFFICIENT_DATA,
    StateValue: current.state,
    StateReason: current.reason,
    StateReasonData: reasonData,
    StateUpdatedTimestamp: seconds(updatedAt),
    StateTransitionedTimestamp: seconds(current.since),
    ...configuration,
  };
}
