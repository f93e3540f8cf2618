import { claimName } from '../../kernel/claim';
import { type PhysicalResource, provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import { type Alarm } from '../alarms/alarm';
import { alarmActions } from '../alarms/alarm-actions';
import { type CompositeAlarms, type CompositeSetting } from './composite-alarms';
import { type CompositeDefinition, defineComposite } from './composite-definition';
import { compositeProperties, type CompositeProperties } from './composite-properties';

const TYPE = 'AWS::CloudWatch::CompositeAlarm';

/** `AWS::CloudWatch::CompositeAlarm`. */
export function compositeProvider(
  composites: CompositeAlarms,
  { act, book, place }: Pick<CompositeSetting, 'act' | 'book' | 'place'>,
): ResourceProvider {
  const define = (name: string, properties: CompositeProperties, where: string): CompositeDefinition => {
    const actions = alarmActions(properties, { place, takesActions: act !== undefined, type: TYPE }, where);
    return defineComposite(name, properties, actions, { book, where });
  };
  return provideResource({
    type: TYPE,
    properties: compositeProperties,
    replacedBy: ['AlarmName'],
    // Alarms of both kinds share their names.
    claim: ({ AlarmName }) => claimName(AlarmName, (name) => book.get(name) !== undefined),
    create: (properties, { generatedName, where }) => {
      const name = properties.AlarmName ?? generatedName;
      return physical(composites.create(name, define(name, properties, where)));
    },
    update: ({ physical: { id }, next }, { where }) => physical(composites.update(id, define(id, next, where))),
    remove: ({ id }, _, { where }) => {
      composites.remove(id, where);
    },
  });
}

function physical({ name, arn }: Alarm): PhysicalResource {
  return { id: name, attributes: { Arn: arn } };
}
