import type { RouteOfApi } from '../api-gateway/http-api';
import type { StackResource } from '../cloudformation/stack-resource';
import type { Callers } from '../observation';
import type { Place } from '../kernel/place';
import { isHere, parseTarget } from '../lambda/target';
import type { ServedAlias } from '../workload/served-alias';

/** What may call functions, in the account as it is now. */
export interface CallersOfAccount {
  readonly place: Pick<Place, 'accountId' | 'region'>;
  readonly routes: readonly RouteOfApi[];
  readonly resources: Iterable<StackResource>;
  /** What a state machine does, with all that was to be put into it. */
  readonly definitionOf: (stateMachineArn: string) => string | undefined;
}

/** A call as `Invoke` takes it: by a name or an ARN, which may have the qualifier behind it. */
interface Call {
  readonly FunctionName: unknown;
  readonly Qualifier?: unknown;
}

/** How a resource calls, and whom. */
interface Calling {
  readonly service: string;
  readonly name: string;
  readonly calls: readonly Call[];
}

type Properties = Readonly<Record<string, unknown>>;

/** Of each type that calls functions by itself; what an alarm or a policy names it does not call for customers. */
const CALLING: Readonly<
  Record<string, (resource: StackResource, definitionOf: CallersOfAccount['definitionOf']) => Calling>
> = {
  'AWS::Lambda::EventSourceMapping': ({ properties: { Enabled, EventSourceArn, FunctionName } }) => ({
    service: 'Lambda',
    name: `the queue ${lastOf(EventSourceArn)}`,
    calls: Enabled === false || Enabled === 'false' ? [] : [{ FunctionName }],
  }),
  'AWS::Lambda::EventInvokeConfig': ({ properties: { DestinationConfig, FunctionName } }) => ({
    service: 'Lambda',
    name: `a destination of ${typeof FunctionName === 'string' ? parseTarget(FunctionName).functionName : 'a function'}`,
    calls: Object.values((DestinationConfig ?? {}) as Properties).map((to) => callOf((to as Properties).Destination)),
  }),
  'AWS::SNS::Subscription': ({ properties: { Endpoint, Protocol, TopicArn } }) => ({
    service: 'SNS',
    name: `the topic ${lastOf(TopicArn)}`,
    calls: Protocol === 'lambda' ? [callOf(Endpoint)] : [],
  }),
  'AWS::Events::Rule': ({ physical, properties: { State, Targets } }) => ({
    service: 'EventBridge',
    name: `the rule ${physical.id}`,
    calls:
      State === 'DISABLED' || !Array.isArray(Targets) ? [] : Targets.map((target: Properties) => callOf(target.Arn)),
  }),
  'AWS::Scheduler::Schedule': ({ physical, properties: { State, Target } }) => ({
    service: 'Scheduler',
    name: `the schedule ${physical.id}`,
    calls: State === 'DISABLED' ? [] : callsOfSchedule(Target as Properties),
  }),
  'AWS::StepFunctions::StateMachine': ({ physical }, definitionOf) => ({
    service: 'Step Functions',
    name: `the state machine ${lastOf(physical.id)}`,
    calls: callsIn(asJson(definitionOf(physical.id))),
  }),
};

/**
 * Finds what calls an alias, and what calls its function itself: without a qualifier, or as `$LATEST`. Each is there
 * once, routes first.
 */
export function callersOf(
  alias: ServedAlias,
  { place, routes, resources, definitionOf }: CallersOfAccount,
): Omit<Callers, 'customersGoPast'> {
  const found = [
    ...routes.map(({ routeKey, functionArn }) => ({
      service: 'API Gateway',
      name: routeKey === '$default' ? 'the route $default' : routeKey,
      calls: [callOf(functionArn)],
    })),
    ...[...resources].flatMap((resource) => CALLING[resource.type]?.(resource, definitionOf) ?? []),
  ].map(({ calls, ...caller }) => ({
    caller,
    qualifiers: calls.flatMap((call) => qualifierOf(call, alias.functionName, place)),
  }));
  const calling = (isMeant: (qualifier: string) => boolean) => [
    ...new Map(
      found
        .filter(({ qualifiers }) => qualifiers.some(isMeant))
        .map(({ caller }) => [`${caller.service} ${caller.name}`, caller]),
    ).values(),
  ];
  return {
    ...alias,
    throughAlias: calling((qualifier) => qualifier === alias.aliasName),
    pastAlias: calling((qualifier) => qualifier === '$LATEST'),
  };
}

/** By what a call names a function, `$LATEST` where by nothing; none where it names another one, or none yet. */
function qualifierOf(
  { FunctionName: name, Qualifier: given }: Call,
  functionName: string,
  place: CallersOfAccount['place'],
): readonly string[] {
  if (typeof name !== 'string' || (given !== undefined && typeof given !== 'string')) return [];
  if (name.startsWith('arn:') && !/^arn:[\w-]+:lambda:/.test(name)) return [];
  if (!isHere(name, place)) return [];
  const { functionName: called, qualifier = '$LATEST' } = parseTarget(name, given);
  return called === functionName ? [qualifier] : [];
}

function callOf(arn: unknown): Call {
  return { FunctionName: arn };
}

/** What is sent to a target is for whom it calls, but where that is Lambda itself. */
function callsOfSchedule({ Arn: arn, Input: input }: Properties): readonly Call[] {
  return String(arn).includes(':aws-sdk:lambda:') ? callsIn(asJson(input)) : [callOf(arn)];
}

/**
 * The calls in a definition or in what is asked of Lambda: tasks by the ARN of their function, and what has the name of
 * one. A qualifier that is made of the input is not known.
 */
function callsIn(value: unknown): readonly Call[] {
  if (typeof value !== 'object' || value === null) return [];
  const { Resource, FunctionName, Qualifier, 'Qualifier.$': later } = value as Properties;
  return [
    ...(Resource === undefined ? [] : [callOf(Resource)]),
    ...(FunctionName === undefined ? [] : [{ FunctionName, Qualifier: later === undefined ? Qualifier : null }]),
    ...Object.values(value).flatMap(callsIn),
  ];
}

function asJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return undefined;
  }
}

function lastOf(arn: unknown): string {
  return typeof arn === 'string' ? (arn.split(':').at(-1) ?? '') : '';
}
