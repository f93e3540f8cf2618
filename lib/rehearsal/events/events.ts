import type { PermissionsNeeded } from '../kernel/permission';
import type { ResourceProvider } from '../kernel/resource-provider';
import { serviceApi } from '../kernel/service-api';
import type { BusEvent, DeliveredEvent } from './bus-event';
import { DEFAULT_BUS } from './default-bus';
import { EventBuses } from './event-buses';
import { eventBusResource } from './event-bus-resource';
import { eventsPermissions } from './events-permissions';
import { EVENTS_DEFAULTS, eventsAssumptions, type EventsPorts } from './events-ports';
import { putEvents } from './put-events';
import { physicalId, type Rule } from './rule';
import { ruleResource } from './rule-resource';
import { TargetDelivery } from './target-delivery';

export type { BusEvent } from './bus-event';
export type { DeliveryTarget, EventsPorts } from './events-ports';

/** EventBridge: buses, and rules that deliver their events or come round on a schedule. */
export class Events {
  /** `AWS::Events::Rule`. */
  readonly provider: ResourceProvider;
  /** All resource types of EventBridge. */
  readonly providers: readonly ResourceProvider[];
  readonly permissions: PermissionsNeeded;
  private readonly buses: EventBuses;
  private count = 0;

  constructor(private readonly ports: EventsPorts) {
    this.buses = new EventBuses(ports, (rule) => {
      this.comeRound(rule);
    });
    this.provider = ruleResource(this.buses, ports);
    this.providers = [this.provider, eventBusResource(this.buses, ports.place)];
    this.permissions = eventsPermissions(ports.place);
  }

  /** Puts an event on the default bus; every matching rule's targets get it. */
  put(event: BusEvent): void {
    this.putOn(DEFAULT_BUS, event);
  }

  /** `PutEvents`. */
  readonly api = serviceApi('events', {
    // Targets are reached after the call is answered.
    PutEvents: (input, { where }) =>
      putEvents(input, where, (bus, event) => (this.buses.has(bus) ? this.putOn(bus, event) : undefined)),
  });

  assumptions(): readonly string[] {
    return eventsAssumptions({ ...EVENTS_DEFAULTS, ...this.ports.options });
  }

  private putOn(bus: string, event: BusEvent): string {
    const delivered = this.word(event);
    for (const rule of this.buses.rulesOf(bus)) if (rule.matches?.(delivered)) this.send(delivered, rule);
    return delivered.id;
  }

  /** EventBridge User Guide, "Creating a rule that runs on a schedule": the event that such a rule sends. */
  private comeRound(rule: Rule): void {
    const event = { source: 'aws.events', detailType: 'Scheduled Event', resources: [rule.arn], detail: {} };
    this.send(this.word(event), rule);
  }

  private word({ source, detailType, resources, detail, time }: BusEvent): DeliveredEvent {
    this.count += 1;
    return {
      version: '0',
      id: this.ports.eventId(`event ${this.count}`),
      'detail-type': detailType,
      source,
      account: this.ports.place.accountId,
      time: seconds(time ?? this.ports.now()),
      region: this.ports.place.region,
      resources,
      detail,
    };
  }

  private send(event: DeliveredEvent, rule: Rule): void {
    const fault = this.ports.fault?.(physicalId(rule));
    if (fault === 'lost') return;
    this.sendOnce(event, rule);
    if (fault === 'duplicate') this.sendOnce(event, rule);
  }

  private sendOnce(event: DeliveredEvent, rule: Rule): void {
    const { ports } = this;
    const context = { ruleArn: rule.arn, ruleName: rule.name, ingestedAt: seconds(ports.now()) };
    for (const target of rule.targets) {
      const input = target.input(event, context);
      if (ports.deliver && ports.simulation) {
        const deliver = ports.deliver.bind(ports);
        new TargetDelivery({ original: event, input }, rule, target, ports, deliver, ports.simulation).start();
      } else {
        ports.invoke(target.arn, input, rule.arn);
      }
    }
  }
}

function seconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
