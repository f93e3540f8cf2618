import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import type { ServiceApi } from '../kernel/wire';
import type { Schedule } from './schedule';
import { COMPLETION, definitionOf, NAMED, SCHEDULE_ENTRIES } from './schedule-input';
import type { Schedules } from './schedules';

const PUT = v.strictObject({ ...SCHEDULE_ENTRIES, ...NAMED, ActionAfterCompletion: COMPLETION });
const NAME_ONLY = v.strictObject(NAMED);

/** EventBridge Scheduler API Reference: CreateSchedule, GetSchedule, UpdateSchedule and DeleteSchedule. */
export function schedulerApi(schedules: Schedules): ServiceApi {
  return (operation, input, { roleArn }) => {
    const where = `a call by ${roleArn}`;
    const parse = <S extends v.GenericSchema>(schema: S) => parseInput(schema, operation, input, where);
    switch (operation) {
      case 'CreateSchedule': {
        const given = parse(PUT);
        return Promise.resolve().then(() => ({
          ScheduleArn: schedules.create(given.Name, definitionOf(given), where).arn,
        }));
      }
      case 'UpdateSchedule': {
        const given = parse(PUT);
        return Promise.resolve().then(() => ({
          ScheduleArn: schedules.update(given.Name, definitionOf(given), where).arn,
        }));
      }
      case 'GetSchedule': {
        const { Name, GroupName } = parse(NAME_ONLY);
        return Promise.resolve().then(() => describe(schedules.get(Name, GroupName)));
      }
      case 'DeleteSchedule': {
        const { Name, GroupName } = parse(NAME_ONLY);
        return Promise.resolve().then(() => {
          schedules.remove(Name, GroupName);
          return {};
        });
      }
      default:
        throw new NotEmulated(`scheduler:${operation}`, where);
    }
  };
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

function parseInput<S extends v.GenericSchema>(
  schema: S,
  operation: string,
  input: unknown,
  where: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const met =
    issue.expected === 'never' ? '' : ` (${issue.input === undefined ? 'missing' : JSON.stringify(issue.input)})`;
  throw new NotEmulated(`${v.getDotPath(issue) ?? 'This input'} of scheduler:${operation}${met}`, where);
}
