import * as v from 'valibot';
import { MESSAGE_KINDS, SEVERITIES, type Message, type MessageKind, type Severity } from '../message/message';

/** Which messages a channel gets. What is left out asks for nothing. */
export interface Routing {
  /** Names of functions; a `*` at the beginning or at the end stands for anything. */
  readonly services?: readonly string[] | undefined;
  readonly severities?: readonly Severity[] | undefined;
  readonly events?: readonly MessageKind[] | undefined;
}

export const routingSchema = v.strictObject({
  services: v.optional(v.array(v.string())),
  severities: v.optional(v.array(v.picklist(SEVERITIES))),
  events: v.optional(v.array(v.picklist(MESSAGE_KINDS))),
}) satisfies v.GenericSchema<unknown, Routing>;

/** A pattern of services: the whole name, its beginning or its end, which is all that a filter policy can ask for. */
export const SERVICE_PATTERN = /^(?:[A-Za-z0-9_-]+\*?|\*[A-Za-z0-9_-]+)$/;

/** Whether a channel gets a message. */
export function isRouted({ services, severities, events }: Routing, message: Message): boolean {
  return (
    (services === undefined || services.some((pattern) => fits(pattern, message.service))) &&
    (severities === undefined || severities.includes(message.severity)) &&
    (events === undefined || events.includes(message.kind))
  );
}

function fits(pattern: string, service: string): boolean {
  if (pattern.endsWith('*')) return service.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') ? service.endsWith(pattern.slice(1)) : pattern === service;
}

type Matcher = string | { readonly prefix: string } | { readonly suffix: string };

/** The same as a filter policy of SNS, on the attributes of a message; undefined where the channel gets everything. */
export function filterPolicyOf(routing: Routing): Readonly<Record<string, readonly Matcher[]>> | undefined {
  const { services, severities, events } = routing;
  const policy = {
    ...(services ? { service: services.map(matcher) } : {}),
    ...(severities && severities.length < SEVERITIES.length ? { severity: severities } : {}),
    ...(events && events.length < MESSAGE_KINDS.length ? { kind: events } : {}),
  };
  return Object.keys(policy).length === 0 ? undefined : policy;
}

function matcher(pattern: string): Matcher {
  if (pattern.endsWith('*')) return { prefix: pattern.slice(0, -1) };
  return pattern.startsWith('*') ? { suffix: pattern.slice(1) } : pattern;
}

/** SNS takes no policy with more combinations of values (Amazon SNS Developer Guide, "Filter policy constraints"). */
export const MOST_COMBINATIONS = 150;

/** How many combinations a channel's policy has: the product of the values of each attribute. */
export function combinationsOf(routing: Routing): number {
  return Object.values(filterPolicyOf(routing) ?? {}).reduce((product, values) => product * values.length, 1);
}
