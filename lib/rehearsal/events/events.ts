import * as v from 'valibot';
import type { Place } from '../kernel/place';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { tags } from '../kernel/template-values';
import { matches, patternSchema, type EventPattern } from './event-pattern';

/** An event on the default bus, as EventBridge delivers it. */
export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Rule {
  readonly arn: string;
  readonly pattern: EventPattern;
  readonly targets: readonly string[];
}

export interface EventsPorts {
  readonly place: Place;
  now(): number;
  eventId(name: string): string;
  /** Invokes the function that a rule names, on the rule's behalf. */
  invoke(functionArn: string, event: unknown, ruleArn: string): void;
}

/** EventBridge's default bus: rules by pattern, functions as targets. */
export class Events {
  private readonly rules = new Map<string, Rule>();
  private count = 0;

  constructor(private readonly ports: EventsPorts) {}

  /** Puts an event on the bus; every matching rule's targets get it. */
  put(event: BusEvent): void {
    this.count += 1;
    const delivered = {
      version: '0',
      id: this.ports.eventId(`event ${this.count}`),
      'detail-type': event.detailType,
      source: event.source,
      account: this.ports.place.accountId,
      time: new Date(this.ports.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: this.ports.place.region,
      resources: event.resources,
      detail: event.detail,
    };
    for (const rule of this.rules.values()) {
      if (!matches(rule.pattern, delivered)) continue;
      for (const target of rule.targets) this.ports.invoke(target, delivered, rule.arn);
    }
  }

  readonly provider: ResourceProvider = provideResource({
    type: 'AWS::Events::Rule',
    properties: {
      Description: v.optional(v.string()),
      EventPattern: patternSchema,
      Name: v.optional(v.string()),
      State: v.optional(v.literal('ENABLED')),
      Tags: tags,
      Targets: v.array(
        v.strictObject({
          Arn: v.pipe(v.string(), v.includes(':lambda:')),
          Id: v.string(),
          RetryPolicy: v.optional(v.unknown()),
        }),
      ),
    },
    replacedBy: ['Name'],
    create: (given, { generatedName }) => {
      const name = given.Name ?? generatedName.slice(0, 64);
      const arn = this.ports.place.arn('events', `rule/${name}`);
      this.rules.set(name, ruleOf(arn, given));
      return { id: name, attributes: { Arn: arn } };
    },
    update: ({ physical, next }) => {
      this.rules.set(physical.id, ruleOf(physical.attributes.Arn ?? '', next));
      return physical;
    },
    remove: ({ id }) => {
      this.rules.delete(id);
    },
  });
}

function ruleOf(
  arn: string,
  given: { readonly EventPattern: EventPattern; readonly Targets: readonly { readonly Arn: string }[] },
): Rule {
  return { arn, pattern: given.EventPattern, targets: given.Targets.map((target) => target.Arn) };
}
