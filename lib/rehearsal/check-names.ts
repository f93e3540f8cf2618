import type { Assembly } from './assembly/read-assembly';
import type { Throttle } from './dynamodb/throttling/throttle';
import type { Fault } from './faults/fault';
import { mayBeCalled, mayBeNamed, namedResources, shownName, type NamedType } from './named-resources';
import type { RoleSession } from './scenario/scenario';
import { UnknownName } from './unknown-name';
import type { ModelledFunctions } from './workload/modelled-functions';

const RESOURCE_TYPES = {
  function: 'AWS::Lambda::Function',
  'state-machine': 'AWS::StepFunctions::StateMachine',
  rule: 'AWS::Events::Rule',
} as const satisfies Readonly<Record<Exclude<Fault['on'], 'api'>, NamedType>>;

const TABLE_TYPES = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'] as const satisfies readonly NamedType[];

const IN_WORDS = {
  api: 'an API operation',
  function: 'a function',
  'state-machine': 'a state machine',
  rule: 'a rule',
} as const satisfies Readonly<Record<Fault['on'], string>>;

/**
 * Refuses a fault that can strike nothing, as nothing goes by its name.
 *
 * @param assemblies all that may be deployed while the faults are armed
 * @param calls the API operations that can be called, as policies name them
 */
export function checkFaults(
  faults: readonly Fault[],
  assemblies: readonly Assembly[],
  calls: readonly string[],
  place = 'faults',
): void {
  for (const { on, id } of faults) {
    if (on === 'api') {
      if (!calls.includes(id)) throw new UnknownName(place, IN_WORDS[on], id, likeliest(calls, id));
      continue;
    }
    const there = namedResources(assemblies, RESOURCE_TYPES[on]);
    if (!there.some((resource) => mayBeCalled(id, resource))) {
      throw new UnknownName(place, IN_WORDS[on], id, there.map(shownName));
    }
  }
}

/** Refuses a model that can stand in for no function: none has its name, or the one that has runs by itself. */
export function checkModels(models: ModelledFunctions, assemblies: readonly Assembly[], place = 'functions'): void {
  // A runtime that an intrinsic makes up may be any.
  const cannotRun = namedResources(assemblies, RESOURCE_TYPES.function).filter(
    ({ properties: { Runtime } }) => typeof Runtime !== 'string' || !Runtime.startsWith('nodejs'),
  );
  for (const name of Object.keys(models)) {
    if (cannotRun.some((resource) => mayBeNamed(name, resource))) continue;
    const known = cannotRun.map(({ logicalId, ownName }) => (typeof ownName === 'string' ? ownName : logicalId));
    throw new UnknownName(place, 'a function that needs a model (one of Node.js runs by itself)', name, known);
  }
}

/** Refuses a session of a role that is not there. An ARN names its role by its last part. */
export function checkSession({ role }: RoleSession, assemblies: readonly Assembly[], place: string): void {
  const there = namedResources(assemblies, 'AWS::IAM::Role');
  const name = role.startsWith('arn:') ? (role.split('/').at(-1) ?? '') : role;
  if (!there.some((resource) => mayBeCalled(name, resource))) {
    throw new UnknownName(place, 'a role', role, there.map(shownName));
  }
}

/** Refuses a throttle of a table, or of an index of one, that is not there. */
export function checkThrottles(
  throttles: readonly Throttle[],
  assemblies: readonly Assembly[],
  place = 'throttles',
): void {
  const there = TABLE_TYPES.flatMap((type) => namedResources(assemblies, type));
  for (const { table, index } of throttles) {
    const tables = there.filter((resource) => mayBeCalled(table, resource));
    if (tables.length === 0) throw new UnknownName(place, 'a table', table, there.map(shownName));
    if (index === undefined) continue;
    const indexes = tables.flatMap(({ properties }) => indexNames(properties.GlobalSecondaryIndexes));
    // A name that an intrinsic makes up may be any.
    if (indexes.some((name) => name === index || typeof name !== 'string')) continue;
    const known = indexes.filter((name) => typeof name === 'string');
    throw new UnknownName(place, `a global secondary index of ${table}`, index, known);
  }
}

function indexNames(indexes: unknown): readonly unknown[] {
  if (indexes === undefined) return [];
  if (!Array.isArray(indexes)) return [undefined];
  return indexes.map((index: unknown) => {
    if (typeof index !== 'object' || index === null || !('IndexName' in index)) return undefined;
    return index.IndexName;
  });
}

/** Of so many operations, those of the service that was meant, where there is one of that name. */
function likeliest(calls: readonly string[], id: string): readonly string[] {
  const service = `${id.split(':')[0] ?? ''}:`;
  const own = calls.filter((call) => call.startsWith(service));
  return own.length > 0 ? own : [...new Set(calls.map((call) => `${call.split(':')[0] ?? ''}:…`))];
}
