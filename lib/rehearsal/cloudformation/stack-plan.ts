import { NotEmulated } from '../kernel/not-emulated';
import { type Place } from '../kernel/place';
import { brokenRule } from './broken-rule';
import { checkNames } from './check-names';
import { checkOutput, checkProperties } from './check-values';
import { type Providers } from './cloudformation-provider';
import { Conditions } from './conditions';
import { dependencyOrder } from './dependency-order';
import { checkReferences } from './dynamic-references/check-references';
import { DynamicReferences } from './dynamic-references/dynamic-references';
import { type ReferenceSources } from './dynamic-references/reference-sources';
import { AheadScope } from './ahead-scope';
import { type Mention } from './intrinsics/define-intrinsic';
import { mentions } from './mentions';
import { OperationFailure } from './operation-failure';
import { OperationScope } from './operation-scope';
import { ownMember } from './own-member';
import { type Parameters, readParameters } from './parameters';
import { pseudoParameters } from './pseudo-parameters';
import { type ManagedResource } from './stack-resource';
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
  /** The logical ids each of them depends on. */
  readonly dependencies: ReadonlyMap<string, ReadonlySet<string>>;
  /** Filled, in that order, while the plan is applied. */
  readonly resources: Map<string, ManagedResource>;
  readonly scope: OperationScope;
  readonly references: DynamicReferences;
  /** Why a rule of the template refuses the operation; undefined where all hold. */
  readonly brokenRule: string | undefined;
}

interface PlanPorts {
  readonly place: Place;
  readonly stackId: string;
  readonly providers: Providers;
  readonly sources: ReferenceSources;
  /** By which the stack is as it is. */
  readonly previous?: StackPlan;
  exported(name: string): string | undefined;
  outputsOf(stackName: string): Readonly<Record<string, string>> | undefined;
}

/** Checks all that can be known before anything is applied: whatever is not emulated stops the rehearsal here. */
export function planStack(source: StackSource, ports: PlanPorts): StackPlan {
  const { name, where } = source;
  const { place, stackId, previous, providers, sources } = ports;
  const template = parseTemplate(source.template, where);
  checkNames(template, source);
  const ssmParameter = (parameter: string) => sources.ssmParameter(parameter);
  const parameters = readParameters(
    template,
    ssmParameter,
    { name, where },
    {
      ...(source.parameters && { now: source.parameters }),
      ...(previous && { before: previous.parameters.given }),
    },
  );
  const resources = new Map<string, ManagedResource>();
  const scope = new OperationScope({
    template,
    parameters,
    pseudoParameters: pseudoParameters(place, name, stackId),
    conditions: new Conditions(template, where),
    resources,
    exported: (exportName) => ports.exported(exportName),
    outputsOf: (stackName) => ports.outputsOf(stackName),
  });
  const decide = (condition: string): boolean => decideOrAssume(scope, condition, where);
  // AWS, too, decides all of them before it does anything.
  for (const condition of Object.keys(template.Conditions)) decide(condition);
  const existing = new Map(
    Object.entries(template.Resources).filter(([, { Condition }]) => Condition === undefined || decide(Condition)),
  );
  const foresight = {
    scope: new AheadScope(scope, (id) => Object.hasOwn(template.Resources, id)),
    decide,
  };
  const dependencies = new Map<string, ReadonlySet<string>>();
  for (const [logicalId, resource] of existing) {
    const at = resourcePlace(source, logicalId, resource);
    const provider = providers.of(resource.Type, at);
    checkReferences(resource.Properties, resource.Type, at);
    const needs = existingNames(resourceMentions(resource, at, decide), existing, template, providers);
    checkProperties(resource, provider, foresight, at);
    dependencies.set(logicalId, new Set([...needs, ...resource.DependsOn.filter((id) => existing.has(id))]));
  }
  for (const [output, { Value, Condition }] of Object.entries(template.Outputs)) {
    if (Condition !== undefined && !decide(Condition)) continue;
    const at = `${where}, Outputs.${output}`;
    existingNames(mentions(Value, at, 'output', decide), existing, template, providers);
    checkOutput(Value, foresight, at);
  }
  const order = dependencyOrder(dependencies, where);
  return {
    source,
    stackId,
    template,
    parameters,
    order,
    dependencies,
    resources,
    scope,
    references: new DynamicReferences(sources, previous?.references),
    // A rule cannot be judged while a parameter it names is missing, which refuses the operation by itself.
    brokenRule: parameters.missing.length > 0 ? undefined : brokenRule(template, scope, where),
  };
}

/** A condition on a parameter that is still missing cannot be decided; what hangs on it is checked all the same. */
function decideOrAssume(scope: OperationScope, condition: string, where: string): boolean {
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
    const declared = ownMember(template.Resources, mention.name);
    if (!declared || (mention.kind !== 'ref' && mention.kind !== 'attribute')) continue;
    if (!existing.has(mention.name)) {
      throw new TemplateError(
        `Unresolved resource dependencies [${mention.name}]: its condition is false.`,
        mention.where,
      );
    }
    const attributes = providers.of(declared.Type, mention.where).attributes;
    const attribute = mention.kind === 'attribute' ? mention.attribute : undefined;
    if (attribute !== undefined && attributes && !attributes.includes(attribute)) {
      throw new NotEmulated(`The attribute ${attribute} of ${declared.Type}`, mention.where);
    }
    names.push(mention.name);
  }
  return names;
}
