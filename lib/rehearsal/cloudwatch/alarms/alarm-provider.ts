import { claimName } from '../../kernel/claim';
import { NotEmulated } from '../../kernel/not-emulated';
import { type PhysicalResource, provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import { MINUTE_MS } from '../metrics/resolution';
import { SECONDS_KEPT_MS } from '../metrics/retention';
import { type Alarm } from './alarm';
import { type AlarmDefinition } from './alarm-definition';
import { alarmProperties, type AlarmProperties } from './alarm-properties';
import { type Alarms, type AlarmsSetting } from './alarms';
import { defineAlarm } from './define-alarm';
import { rangeMs } from './evaluation-schedule';

/** `AWS::CloudWatch::Alarm`. */
export function alarmProvider(
  alarms: Alarms,
  { act, book, options, place, statistics }: Pick<AlarmsSetting, 'act' | 'book' | 'options' | 'place' | 'statistics'>,
): ResourceProvider {
  const define = (properties: AlarmProperties, where: string): AlarmDefinition => {
    const definition = defineAlarm(properties, { place, statistics, takesActions: act !== undefined }, where);
    const range = rangeMs(definition, options);
    if (range > SECONDS_KEPT_MS && definition.periodMs < MINUTE_MS) {
      throw new NotEmulated(`A high-resolution alarm over ${range / MINUTE_MS} minutes`, where);
    }
    return definition;
  };
  return provideResource({
    type: 'AWS::CloudWatch::Alarm',
    properties: alarmProperties,
    replacedBy: ['AlarmName'],
    claim: ({ AlarmName }) => claimName(AlarmName, (name) => book.get(name) !== undefined),
    create: (properties, { generatedName, where }) =>
      physical(alarms.create(properties.AlarmName ?? generatedName, define(properties, where))),
    update: (change, { where }) => physical(alarms.update(change.physical.id, define(change.next, where))),
    remove: ({ id }, _, { where }) => {
      alarms.remove(id, where);
    },
  });
}

function physical({ name, arn }: Alarm): PhysicalResource {
  return { id: name, attributes: { Arn: arn } };
}
