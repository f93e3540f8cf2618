import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import type { Schedule } from './schedule';
import { parseScheduleExpression, type ScheduleExpression } from './schedule-expression';
import type { ScheduleDefinition } from './schedule-input';
import { ScheduleRun } from './schedule-run';
import type { SchedulerPorts } from './scheduler-ports';

interface Group {
  readonly schedules: Map<string, { readonly schedule: Schedule; readonly run: ScheduleRun | undefined }>;
}

/** The schedules of an account, in their groups. */
export class Schedules {
  private readonly groups = new Map<string, Group>([['default', { schedules: new Map() }]]);

  constructor(private readonly ports: SchedulerPorts) {}

  createGroup(name: string): void {
    if (this.groups.has(name)) throw new ApiError('ConflictException', `Schedule group ${name} already exists.`, 409);
    this.groups.set(name, { schedules: new Map() });
  }

  /** Removes a group and the schedules in it. */
  removeGroup(name: string): void {
    for (const { run } of this.group(name).schedules.values()) run?.stop();
    this.groups.delete(name);
  }

  /** @param where for messages: a place in a template, or a call and its caller */
  create(name: string, definition: ScheduleDefinition, where: string): Schedule {
    if (this.group(definition.GroupName).schedules.has(name)) {
      throw new ApiError('ConflictException', `Schedule ${name} already exists.`, 409);
    }
    return this.put(name, definition, this.ports.simulation.now, where);
  }

  /** Replaces all that a schedule says: what is left out gets its default again. */
  update(name: string, definition: ScheduleDefinition, where: string): Schedule {
    const { createdAt } = this.get(name, definition.GroupName);
    return this.put(name, definition, createdAt, where);
  }

  get(name: string, group: string): Schedule {
    const found = this.groups.get(group)?.schedules.get(name);
    if (!found) throw new ApiError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
    return found.schedule;
  }

  remove(name: string, group: string): void {
    this.get(name, group);
    this.group(group).schedules.get(name)?.run?.stop();
    this.group(group).schedules.delete(name);
  }

  private group(name: string): Group {
    const group = this.groups.get(name);
    if (!group) throw new ApiError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404);
    return group;
  }

  private put(name: string, definition: ScheduleDefinition, createdAt: number, where: string): Schedule {
    const { schedules } = this.group(definition.GroupName);
    const now = this.ports.simulation.now;
    const expression = this.parse(definition);
    const groupArn = groupArnOf(this.ports.place, definition.GroupName);
    this.check(definition, expression, groupArn, where);
    const arn = this.ports.place.arn('scheduler', `schedule/${definition.GroupName}/${name}`);
    const schedule = { name, arn, groupArn, definition, expression, createdAt, changedAt: now };
    schedules.get(name)?.run?.stop();
    schedules.set(name, { schedule, run: undefined });
    if (definition.State === 'ENABLED') {
      const run = new ScheduleRun(schedule, this.ports, () => {
        if (definition.ActionAfterCompletion === 'DELETE' && schedules.get(name)?.schedule === schedule) {
          schedules.delete(name);
        }
      });
      schedules.set(name, { schedule, run });
      run.start();
    }
    return schedule;
  }

  private parse({ ScheduleExpression: text, ScheduleExpressionTimezone: zone }: ScheduleDefinition) {
    let expression: ScheduleExpression | undefined;
    try {
      expression = parseScheduleExpression(text, zone);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ApiError('ValidationException', `Invalid Schedule Expression Timezone ${zone}.`);
    }
    if (!expression) throw new ApiError('ValidationException', `Invalid Schedule Expression ${text}.`);
    return expression;
  }

  private check(definition: ScheduleDefinition, expression: ScheduleExpression, groupArn: string, where: string): void {
    const { ports } = this;
    const { now } = ports.simulation;
    const { RoleArn, DeadLetterConfig } = definition.Target;
    if (ports.canAssume?.(RoleArn, groupArn) === false) {
      throw new ApiError(
        'ValidationException',
        'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
      );
    }
    if (DeadLetterConfig && !ports.deadLetter) throw new NotEmulated('DeadLetterConfig of a schedule', where);
    if (expression.kind === 'at' && expression.next(now, now) === undefined) {
      throw new NotEmulated(`${definition.ScheduleExpression}, a time that is over,`, where, 'Use a time to come.');
    }
  }
}

export function groupArnOf(place: Place, name: string): string {
  return place.arn('scheduler', `schedule-group/${name}`);
}
