import * as v from 'valibot';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { tags } from '../kernel/template-values';
import { GIVEN_NAME } from './schedule-input';
import { groupArnOf, type Schedules } from './schedules';
import type { SchedulerPorts } from './scheduler-ports';

/** `AWS::Scheduler::ScheduleGroup`. */
export function scheduleGroupResource(schedules: Schedules, { place, simulation }: SchedulerPorts): ResourceProvider {
  return provideResource({
    type: 'AWS::Scheduler::ScheduleGroup',
    properties: { Name: v.optional(GIVEN_NAME), Tags: tags },
    replacedBy: ['Name'],
    create: ({ Name }, { generatedName }) => {
      const name = Name ?? generatedName.slice(0, 64);
      schedules.createGroup(name);
      const created = new Date(simulation.now).toISOString();
      return {
        id: name,
        attributes: {
          Arn: groupArnOf(place, name),
          CreationDate: created,
          LastModificationDate: created,
          State: 'ACTIVE',
        },
      };
    },
    update: ({ physical }) => physical,
    remove: ({ id }) => {
      schedules.removeGroup(id);
    },
  });
}
