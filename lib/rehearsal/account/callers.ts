import type { RouteOfApi } from '../api-gateway/http-api';
import type { StackResource } from '../cloudformation/stack-resource';
import type { Callers } from '../observation';
import { parseTarget } from '../lambda/target';
import type { ServedAlias } from '../workload/served-alias';

/** What may call functions, in the account as it is now. */
export interface CallersOfAccount {
  readonly routes: readonly RouteOfApi[];
  readonly resources: Iterable<StackResource>;
  /** What a state machine does, with all that was to be put into it. */
  readonly definitionOf: (stateMachineArn: string) => string | undefined;
}

/** How a resource calls, and what of it says whom. */
interface Calling {
  readonly service: string;
  readonly name: string;
  readonly says: unknown;
}

type Properties = Readonly<Record<string, unknown>>;

/** Of each type that calls functions by itself; what an alarm or a policy names it does not call for customers. */
const CALLING: Readonly<
  Record<string, (resource: StackResource, definitionOf: CallersOfAccount['definitionOf']) => Calling>
> = {
  'AWS::Lambda::EventSourceMapping': ({ properties: { Enabled, EventSourceArn, FunctionName } }) => ({
    service: 'Lambda',
    name: `the queue ${lastOf(EventSourceArn)}`,
    says: Enabled === false || Enabled === 'false' ? undefined : { FunctionName },
  }),
  'AWS::Lambda::EventInvokeConfig': ({ properties: { DestinationConfig, FunctionName } }) => ({
    service: 'Lambda',
    name: `a destination of ${typeof FunctionName === 'string' ? parseTarget(FunctionName).functionName : 'a function'}`,
    says: DestinationConfig,
  }),
  'AWS::SNS::Subscription': ({ properties: { Endpoint, Protocol, TopicArn } }) => ({
    service: 'SNS',
    name: `the topic ${lastOf(TopicArn)}`,
    says: Protocol === 'lambda' ? Endpoint : undefined,
  }),
  'AWS::Events::Rule': ({ physical, properties: { State, Targets } }) => ({
    service: 'EventBridge',
    name: `the rule ${physical.id}`,
    says: State === 'DISABLED' ? undefined : arnsOf(Targets),
  }),
  'AWS::Scheduler::Schedule': ({ physical, properties: { State, Target } }) => ({
    service: 'Scheduler',
    name: `the schedule ${physical.id}`,
    says: State === 'DISABLED' ? undefined : Target,
  }),
  'AWS::StepFunctions::StateMachine': ({ physical }, definitionOf) => ({
    service: 'Step Functions',
    name: `the state machine ${lastOf(physical.id)}`,
    says: definitionOf(physical.id),
  }),
};

/**
 * Finds what calls an alias, and what calls its function itself: without a qualifier, or as `$LATEST`. Each is there
 * once, routes first.
 */
export function callersOf(
  alias: ServedAlias,
  { routes, resources, definitionOf }: CallersOfAccount,
): Omit<Callers, 'customersGoPast'> {
  const found = [
    ...routes.map(({ routeKey, functionArn }) => ({
      service: 'API Gateway',
      name: routeKey === '$default' ? 'the route $default' : routeKey,
      says: functionArn,
    })),
    ...[...resources].flatMap((resource) => CALLING[resource.type]?.(resource, definitionOf) ?? []),
  ].map(({ says, ...caller }) => ({ caller, qualifiers: qualifiersIn(says, alias.functionName) }));
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

/** By what a function is named in something: `$LATEST` where by nothing. */
function qualifiersIn(says: unknown, functionName: string): readonly string[] {
  if (says === undefined) return [];
  const text = typeof says === 'string' ? says : JSON.stringify(says);
  const name = functionName.replaceAll(/[^\w]/g, String.raw`\$&`);
  // By its ARN, or by its name where a call takes one; within text that is JSON again, quotes are escaped.
  const named = new RegExp(String.raw`(?::function:|FunctionName\\*"\s*:\s*\\*")${name}(?![\w-])(?::([\w$-]+))?`, 'g');
  return [...text.matchAll(named)].map(([, qualifier = '$LATEST']) => qualifier);
}

/** Of a rule's targets; their inputs are for whom they call. */
function arnsOf(targets: unknown): readonly unknown[] {
  return Array.isArray(targets) ? targets.map((target: Properties) => target.Arn) : [];
}

function lastOf(arn: unknown): string {
  return typeof arn === 'string' ? (arn.split(':').at(-1) ?? '') : '';
}
