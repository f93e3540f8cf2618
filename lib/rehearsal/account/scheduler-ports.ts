import type { SchedulerPorts } from '../scheduler/scheduler-ports';
import { deliver } from './deliveries';
import type { Services } from './services';

const SERVICE = 'scheduler.amazonaws.com';

/** What EventBridge Scheduler needs of the other services. */
export function schedulerPorts(services: Services): SchedulerPorts {
  const { authorization, place, randomness, simulation } = services;
  return {
    simulation,
    place,
    randomness,
    invoke: (arn, input, role, more) =>
      deliver(
        services,
        { service: SERVICE, sourceArn: role.groupArn, isScheduled: true },
        { arn, roleArn: role.arn, ...more },
        input,
      ),
    canAssume: (roleArn, groupArn) => authorization.canAssume(SERVICE, roleArn, groupArn),
  };
}
