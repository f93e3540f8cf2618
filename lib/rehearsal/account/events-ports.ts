import type { EventsPorts } from '../events/events-ports';
import { parseScheduleExpression } from '../scheduler/schedule-expression';
import { deliver } from './deliveries';
import type { Services } from './services';

const SERVICE = 'events.amazonaws.com';

/** What EventBridge needs of the other services. */
export function eventsPorts(services: Services): EventsPorts {
  const { authorization, place, randomness, simulation } = services;
  return {
    place,
    now: () => simulation.now,
    eventId: (name) => randomness.identifier(name, 32, '0123456789abcdef'),
    simulation,
    schedule: parseScheduleExpression,
    invoke: () => undefined,
    deliver: (target, event, sourceArn, isScheduled) => {
      const payload = JSON.stringify(event);
      const text = typeof event === 'string' ? event : payload;
      return deliver(services, { service: SERVICE, sourceArn, isScheduled }, target, text, payload);
    },
    canAssume: (roleArn, ruleArn) => authorization.canAssume(SERVICE, roleArn, ruleArn),
    fault: (rule) =>
      services.faults.strike('rule', () => services.cloudFormation.stacks.namesOf('AWS::Events::Rule', rule))?.kind,
  };
}
