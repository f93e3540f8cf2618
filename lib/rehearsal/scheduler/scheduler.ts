import type { PermissionsNeeded } from '../kernel/permission';
import type { ResourceProvider } from '../kernel/resource-provider';
import type { ServiceApi } from '../kernel/service-api';
import { scheduleGroupResource } from './schedule-group-resource';
import { scheduleResource } from './schedule-resource';
import { schedulerApi } from './scheduler-api';
import { schedulerPermissions } from './scheduler-permissions';
import { SCHEDULER_DEFAULTS, schedulerAssumptions, type SchedulerPorts } from './scheduler-ports';
import { Schedules } from './schedules';

/** EventBridge Scheduler: schedules that invoke their targets in virtual time. */
export class Scheduler {
  readonly api: ServiceApi;
  readonly permissions: PermissionsNeeded;
  readonly providers: readonly ResourceProvider[];

  constructor(private readonly ports: SchedulerPorts) {
    const schedules = new Schedules(ports);
    this.api = schedulerApi(schedules);
    this.permissions = schedulerPermissions(ports.place);
    this.providers = [scheduleResource(schedules), scheduleGroupResource(schedules, ports)];
  }

  assumptions(): readonly string[] {
    return schedulerAssumptions({ ...SCHEDULER_DEFAULTS, ...this.ports.options });
  }
}
