import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { compilePattern } from './event-pattern';
import { DEFAULT_BUS } from './default-bus';
import type { EventBuses } from './event-buses';
import type { EventsPorts } from './events-ports';
import { physicalId, type Rule } from './rule';
import { RULE_PROPERTIES, type RuleProperties } from './rule-properties';
import { ruleTarget } from './rule-target';

/** Rules of EventBridge take a rate in words that agree: one minute, two minutes. */
const RATE = /^rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)$/;

/** `AWS::Events::Rule`. */
export function ruleResource(buses: EventBuses, ports: EventsPorts): ResourceProvider {
  return provideResource({
    type: 'AWS::Events::Rule',
    properties: RULE_PROPERTIES,
    replacedBy: ['EventBusName', 'Name'],
    claim: ({ EventBusName, Name }) => {
      if (Name === undefined) return undefined;
      const bus = busOf(EventBusName);
      const isTaken = buses.hasRule(ruleArn(ports.place, bus, Name));
      return { identity: physicalId({ name: Name, bus }), isTaken };
    },
    create: (given, { generatedName, where }) => {
      const name = given.Name ?? generatedName.slice(0, 64);
      const rule = ruleOf(name, given, ports, where);
      buses.put(rule);
      return { id: physicalId(rule), attributes: { Arn: rule.arn } };
    },
    update: ({ physical, next }, { where }) => {
      buses.put(ruleOf(physical.id.split('|').at(-1) ?? '', next, ports, where));
      return physical;
    },
    remove: (physical) => {
      buses.remove(physical.attributes.Arn ?? '');
    },
  });
}

function ruleOf(name: string, given: RuleProperties, ports: EventsPorts, where: string): Rule {
  const { EventPattern, ScheduleExpression, Targets } = given;
  if (EventPattern === undefined && ScheduleExpression === undefined) {
    throw new ApiError('ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  const bus = busOf(given.EventBusName);
  const schedule = ScheduleExpression === undefined ? undefined : scheduleOf(ScheduleExpression, bus, ports, where);
  const arn = ruleArn(ports.place, bus, name);
  for (const { RoleArn } of Targets) if (RoleArn !== undefined) checkRole(RoleArn, arn, ports);
  const delivers = ports.deliver !== undefined && ports.simulation !== undefined;
  return {
    arn,
    name,
    bus,
    enabled: given.State === 'ENABLED',
    ...(EventPattern && { matches: compilePattern(EventPattern) }),
    ...(schedule && { schedule }),
    targets: Targets.map((target) => ruleTarget(target, delivers, where)),
  };
}

function checkRole(roleArn: string, arn: string, ports: EventsPorts): void {
  if (ports.canAssume?.(roleArn, arn) !== false) return;
  throw new ApiError(
    'ValidationException',
    `Provided role '${roleArn}' cannot be assumed by principal 'events.amazonaws.com'.`,
  );
}

function busOf(nameOrArn: string): string {
  return nameOrArn.split('/').at(-1) ?? DEFAULT_BUS;
}

function scheduleOf(expression: string, bus: string, ports: EventsPorts, where: string) {
  if (!ports.schedule || !ports.simulation) throw new NotEmulated('ScheduleExpression of AWS::Events::Rule', where);
  if (bus !== DEFAULT_BUS) {
    throw new ApiError('ValidationException', 'ScheduleExpression is supported only on the default event bus.');
  }
  const schedule = /^(rate|cron)\(/.test(expression) ? ports.schedule(expression) : undefined;
  if (!schedule || (expression.startsWith('rate') && !RATE.test(expression))) {
    throw new ApiError('ValidationException', 'Parameter ScheduleExpression is not valid.');
  }
  return schedule;
}

function ruleArn(place: Place, bus: string, name: string): string {
  return place.arn('events', bus === DEFAULT_BUS ? `rule/${name}` : `rule/${bus}/${name}`);
}
