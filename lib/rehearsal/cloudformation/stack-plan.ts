import { NotEmulated } from '../kernel/not-emulated';
import { type Place } from '../kernel/place';
import { checkNames } from './check-names';
import { type Providers } from './cloudformation-provider';
import { Conditions } from './conditions';
import { dependencyOrder } from './dependency-order';
import { type Mention } from './intrinsics/define-intrinsic';
import { mentions } from './mentions';
import { OperationFailure } from './operation-failure';
import { type Parameters, readParameters, type SsmParameter } from './parameters';
import { pseudoParameters } from './pseudo-parameters';
import { type ManagedResource } from './stack-resource';
import { StackScope } from './stack-scope';
import { resourcePlace, type StackSource } from './stack-source';
import { aliasUpdatePolicyOf, parseTemplate, type Template, type TemplateResource } from './template';
import { TemplateError } from './template-error';

/** A template, checked and ready to be applied. */
export interface StackPlan {
  readonly source: StackSource;
  readonly stackId: string;
  readonly template: Template;
  readonly parameters: Parameters;
  /** Logical ids of the resources whose condition holds, each after those it depends on. */
  readonly order: readonly string[];
  /** Filled, in that order, while the plan is applied. */
  readonly resources: Map<string, ManagedResource>;
  readonly scope: StackScope;
}

interface Surroundings {
  readonly place: Place;
  readonly stackId: string;
  readonly providers: Providers;
  readonly ssmParameter: SsmParameter;
  exported(name: string): string | undefined;
}

/** Checks all that can be known before anything is applied: whatever is not emulated stops the rehearsal here. */
export function planStack(source: StackSource, surroundings: Surroundings): StackPlan {
  const { name, where } = source;
  const { place, stackId, providers, ssmParameter } = surroundings;
  const template = parseTemplate(source.template, where);
  checkNames(template, source);
  const parameters = readParameters(template, ssmParameter, where);
  const resources = new Map<string, ManagedResource>();
  const scope = new StackScope({
    template,
    parameters,
    pseudoParameters: pseudoParameters(place, name, stackId),
    conditions: new Conditions(template, where),
    resources,
    exported: (exportName) => surroundings.exported(exportName),
  });
  const decide = (condition: string): boolean => decideOrAssume(scope, condition, where);
  const existing = new Map(
    Object.entries(template.Resources).filter(([, { Condition }]) => Condition === undefined || decide(Condition)),
  );
  const dependencies = new Map<string, ReadonlySet<string>>();
  for (const [logicalId, resource] of existing) {
    const at = resourcePlace(source, logicalId, resource);
    providers.of(resource.Type, at);
    const needs = existingNames(resourceMentions(resource, at, decide), existing, template, providers);
    dependencies.set(logicalId, new Set([...needs, ...resource.DependsOn.filter((id) => existing.has(id))]));
  }
  for (const [output, { Value, Condition }] of Object.entries(template.Outputs)) {
    if (Condition !== undefined && !decide(Condition)) continue;
    existingNames(mentions(Value, `${where}, Outputs.${output}`, 'property', decide), existing, template, providers);
  }
  return { source, stackId, template, parameters, order: dependencyOrder(dependencies, where), resources, scope };
}

/** A condition on a parameter that is still missing cannot be decided; what hangs on it is checked all the same. */
function decideOrAssume(scope: StackScope, condition: string, where: string): boolean {
  try {
    return scope.condition(condition, where);
  } catch (error) {
    if (error instanceof OperationFailure) return true;
    throw error;
  }
}

function resourceMentions(
  resource: TemplateResource,
  where: string,
  decide: (condition: string) => boolean,
): readonly Mention[] {
  return [resource.Properties, aliasUpdatePolicyOf(resource) ?? {}].flatMap((value) =>
    mentions(value, where, 'property', decide),
  );
}

/** The resources that some mentions name, all of which have to exist and to have the attributes asked for. */
function existingNames(
  found: readonly Mention[],
  existing: ReadonlyMap<string, TemplateResource>,
  template: Template,
  providers: Providers,
): readonly string[] {
  const names: string[] = [];
  for (const mention of found) {
    const declared = template.Resources[mention.name];
    if (!declared || (mention.kind !== 'ref' && mention.kind !== 'attribute')) continue;
    if (!existing.has(mention.name)) {
      throw new TemplateError(
        `Unresolved resource dependencies [${mention.name}]: its condition is false.`,
        mention.where,
      );
    }
    const attributes = providers.of(declared.Type, mention.where).attributes;
    if (mention.kind === 'attribute' && attributes && !attributes.includes(mention.attribute)) {
      throw new NotEmulated(`The attribute ${mention.attribute} of ${declared.Type}`, mention.where);
    }
    names.push(mention.name);
  }
  return names;
}
