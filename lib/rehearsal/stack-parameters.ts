import type { Assembly } from './assembly/read-assembly';
import type { AssemblyStack } from './assembly/assembly-stack';
import { ownMember } from './cloudformation/own-member';
import type { StackParameters } from './cloudformation/given-parameters';
import type { RehearsalPlan } from './rehearsal-plan';
import { UnknownName } from './unknown-name';

/**
 * What the stacks of an assembly have of two sets of values: those of the second where both have one. A stack has what
 * its template declares, and nothing else.
 */
export function mergedParameters(
  { stacks }: Assembly,
  first: StackParameters = {},
  second: StackParameters = {},
): StackParameters {
  const ofStack = (stack: AssemblyStack) => {
    const values = { ...ownMember(first, stack.name), ...ownMember(second, stack.name) };
    const declared = declaredIn(stack);
    return Object.fromEntries(Object.entries(values).filter(([name]) => declared.includes(name)));
  };
  return Object.fromEntries(stacks.map((stack) => [stack.name, ofStack(stack)]));
}

/**
 * Refuses values for a stack or a parameter that is not there: those of the plan in all of its assemblies, those of a
 * step in its own.
 *
 * @throws UnknownName
 */
export function checkStackParameters(
  { stackParameters = {}, steps }: Pick<RehearsalPlan, 'stackParameters' | 'steps'>,
  assemblies: ReadonlyMap<string, Assembly>,
): void {
  checkNames(stackParameters, [...assemblies.values()], 'stackParameters');
  for (const step of steps) {
    if (step.kind !== 'deploy' || !step.stackParameters) continue;
    const own = assemblies.get(step.directory);
    checkNames(step.stackParameters, own ? [own] : [], `stackParameters of ${step.name}`);
  }
}

/**
 * Has every deployment validated with the values that its stacks will have: those it gives, and those that deployments
 * before it gave.
 */
export function validateDeployments(
  { stackParameters, steps }: Pick<RehearsalPlan, 'stackParameters' | 'steps'>,
  assemblies: ReadonlyMap<string, Assembly>,
  validate: (assembly: Assembly, parameters: StackParameters) => void,
): void {
  let kept: StackParameters = {};
  const validated = new Set<string>();
  for (const step of steps) {
    const assembly = step.kind === 'deploy' ? assemblies.get(step.directory) : undefined;
    if (step.kind !== 'deploy' || !assembly) continue;
    const given = mergedParameters(assembly, stackParameters, step.stackParameters);
    const held = mergedParameters(assembly, kept, given);
    const what = JSON.stringify([step.directory, held]);
    if (!validated.has(what)) validate(assembly, held);
    validated.add(what);
    kept = { ...kept, ...held };
  }
}

function checkNames(given: StackParameters, assemblies: readonly Assembly[], place: string): void {
  const stacks = assemblies.flatMap((assembly) => assembly.stacks);
  for (const [stackName, values] of Object.entries(given)) {
    const named = stacks.filter(({ name }) => name === stackName);
    if (named.length === 0) {
      throw new UnknownName(
        place,
        'a stack',
        stackName,
        stacks.map(({ name }) => name),
      );
    }
    const declared = named.flatMap(declaredIn);
    const unknown = Object.keys(values).find((name) => !declared.includes(name));
    if (unknown !== undefined) {
      throw new UnknownName(place, `a parameter of the stack ${stackName}`, unknown, declared);
    }
  }
}

/** The template is not validated yet, and may be anything. */
function declaredIn({ template }: AssemblyStack): readonly string[] {
  const { Parameters: declared } = template as { readonly Parameters?: unknown };
  return typeof declared === 'object' && declared !== null ? Object.keys(declared) : [];
}
