import type { SchedulerPorts } from '../scheduler/scheduler-ports';
import { deliver } from './deliveries';
import type { Services } from './services';

/** What EventBridge Scheduler needs of the other services. */
export function schedulerPorts(services: Services): SchedulerPorts {
  const { authorization, place, randomness, simulation } = services;
  return {
    simulation,
    place,
    randomness,
    invoke: (arn, input, roleArn, more) =>
      deliver(
        services,
        { service: 'scheduler.amazonaws.com', sourceArn: arn, isScheduled: true },
        { arn, roleArn, ...more },
        input,
      ),
    canAssume: (roleArn) => authorization.canAssume('scheduler.amazonaws.com', roleArn),
  };
}
