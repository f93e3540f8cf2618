import { ApiError } from '../../kernel/api-error';
import { NotEmulated } from '../../kernel/not-emulated';
import { type PhysicalResource, provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import { type Alarm } from './alarm';
import { type AlarmDefinition } from './alarm-definition';
import { alarmProperties, type AlarmProperties } from './alarm-properties';
import { type Alarms, type AlarmsSetting } from './alarms';
import { defineAlarm, watchesPercentile } from './define-alarm';

/** `AWS::CloudWatch::Alarm`. */
export function alarmProvider(
  alarms: Alarms,
  { place, options }: Pick<AlarmsSetting, 'place' | 'options'>,
): ResourceProvider {
  const define = (properties: AlarmProperties, where: string): AlarmDefinition => {
    const definition = defineAlarm(properties, place.accountId, where);
    const range = (definition.evaluationPeriods + options.evaluationRangeExtra) * definition.periodMs;
    if (watchesPercentile(definition) && range > options.sampleRetentionMs) {
      throw new NotEmulated(`A percentile alarm over ${range / 60_000} minutes`, where);
    }
    return definition;
  };
  return provideResource({
    type: 'AWS::CloudWatch::Alarm',
    properties: alarmProperties,
    replacedBy: ['AlarmName'],
    create: (properties, { generatedName, where }) => {
      const name = properties.AlarmName ?? generatedName;
      const definition = define(properties, where);
      if (alarms.get(name)) throw new ApiError('AlreadyExists', `Alarm ${name} already exists`);
      return physical(alarms.create(name, definition));
    },
    update: (change, { where }) => physical(alarms.update(change.physical.id, define(change.next, where))),
    remove: ({ id }) => {
      alarms.remove(id);
    },
  });
}

function physical({ name, arn }: Alarm): PhysicalResource {
  return { id: name, attributes: { Arn: arn } };
}
