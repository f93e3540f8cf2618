import type { EventsPorts } from '../events/events-ports';
import { parseScheduleExpression } from '../scheduler/schedule-expression';
import { deliver } from './deliveries';
import type { Services } from './services';

/** What EventBridge needs of the other services. */
export function eventsPorts(services: Services): EventsPorts {
  const { place, randomness, simulation } = services;
  return {
    place,
    now: () => simulation.now,
    eventId: (name) => randomness.identifier(name, 32, '0123456789abcdef'),
    simulation,
    schedule: parseScheduleExpression,
    invoke: () => undefined,
    deliver: (target, event, sourceArn, isScheduled) =>
      deliver(services, { service: 'events.amazonaws.com', sourceArn, isScheduled }, target, event),
    fault: (rule) =>
      services.faults.strike('rule', () => services.cloudFormation.namesOf('AWS::Events::Rule', rule))?.kind,
  };
}
