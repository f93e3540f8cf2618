import * as v from 'valibot';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { definitionOf, GIVEN_NAME, SCHEDULE_ENTRIES } from './schedule-input';
import type { Schedules } from './schedules';

/** `AWS::Scheduler::Schedule`. A template cannot say what comes after completion: such a schedule stays. */
export function scheduleResource(schedules: Schedules): ResourceProvider {
  return provideResource({
    type: 'AWS::Scheduler::Schedule',
    properties: { ...SCHEDULE_ENTRIES, Name: v.optional(GIVEN_NAME) },
    replacedBy: ['Name', 'GroupName'],
    create: (given, { generatedName, where }) => {
      const definition = definitionOf({ ...given, ActionAfterCompletion: 'NONE' });
      const { name, arn } = schedules.create(given.Name ?? generatedName.slice(0, 64), definition, where);
      return { id: name, attributes: { Arn: arn } };
    },
    update: ({ physical, next }, { where }) => {
      schedules.update(physical.id, definitionOf({ ...next, ActionAfterCompletion: 'NONE' }), where);
      return physical;
    },
    remove: ({ id }, { GroupName }) => {
      schedules.remove(id, GroupName);
    },
  });
}
