import * as v from 'valibot';
import { operation, serviceApi, type ServiceApi } from '../kernel/service-api';
import type { Schedule } from './schedule';
import { COMPLETION, definitionOf, NAMED, SCHEDULE_ENTRIES } from './schedule-input';
import type { Schedules } from './schedules';

const PUT = v.strictObject({ ...SCHEDULE_ENTRIES, ...NAMED, ActionAfterCompletion: COMPLETION });
const NAME_ONLY = v.strictObject(NAMED);

/** EventBridge Scheduler API Reference: CreateSchedule, GetSchedule, UpdateSchedule and DeleteSchedule. */
export function schedulerApi(schedules: Schedules): ServiceApi {
  return serviceApi('scheduler', {
    CreateSchedule: operation(PUT, (given, { where }) => ({
      ScheduleArn: schedules.create(given.Name, definitionOf(given), where).arn,
    })),
    UpdateSchedule: operation(PUT, (given, { where }) => ({
      ScheduleArn: schedules.update(given.Name, definitionOf(given), where).arn,
    })),
    GetSchedule: operation(NAME_ONLY, ({ Name, GroupName }) => describe(schedules.get(Name, GroupName))),
    DeleteSchedule: operation(NAME_ONLY, ({ Name, GroupName }) => {
      schedules.remove(Name, GroupName);
      return {};
    }),
  });
}

/** Dates are in seconds since the epoch, as the wire has them. */
function describe({ name, arn, definition, createdAt, changedAt }: Schedule) {
  const { EndDate, StartDate, ...others } = definition;
  return {
    Arn: arn,
    Name: name,
    ...others,
    ...(EndDate === undefined ? {} : { EndDate: EndDate / 1000 }),
    ...(StartDate === undefined ? {} : { StartDate: StartDate / 1000 }),
    CreationDate: createdAt / 1000,
    LastModificationDate: changedAt / 1000,
  };
}
