import { NotEmulated } from '../kernel/not-emulated';
import { checkAliasUpdatePolicy } from './alias-update-policy';
import { refuseReferences } from './dynamic-references/check-references';
import { type Mention } from './intrinsics/define-intrinsic';
import { mentions } from './mentions';
import { isPseudoParameter } from './pseudo-parameters';
import { resourcePlace, type StackSource } from './stack-source';
import { aliasUpdatePolicyOf, type Template } from './template';
import { TemplateError } from './template-error';
import { type TemplateValue } from './template-value';

/** Proves that every intrinsic in a template is emulated, well formed, and names something the template declares. */
export function checkNames(template: Template, source: StackSource): void {
  for (const [name, condition] of Object.entries(template.Conditions)) {
    checkDecision(condition, `${source.where}, Conditions.${name}`, 'condition', template);
  }
  for (const [name, { Assertions, RuleCondition }] of Object.entries(template.Rules)) {
    for (const value of [RuleCondition ?? [], ...Assertions.map(({ Assert }) => Assert)]) {
      checkDecision(value, `${source.where}, Rules.${name}`, 'rule', template);
    }
  }
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const where = resourcePlace(source, logicalId, resource);
    const policy = aliasUpdatePolicyOf(resource);
    if (policy) {
      checkAliasUpdatePolicy(policy, where);
      refuseReferences(policy, `${where}, UpdatePolicy`, 'update policy');
      checkMentions(mentions(policy, `${where}, UpdatePolicy`, 'update policy'), template);
    }
    checkMentions(mentions(resource.Properties, `${where}, Properties`), template);
    checkMentions(
      resource.DependsOn.map((name) => ({ kind: 'attribute', name, where: `${where}, DependsOn` })),
      template,
    );
    checkCondition(resource.Condition, where, template);
  }
  for (const [name, { Value, Export, Condition }] of Object.entries(template.Outputs)) {
    const where = `${source.where}, Outputs.${name}`;
    for (const value of Export ? [Value, Export.Name] : [Value]) {
      refuseReferences(value, where, 'output');
      checkMentions(mentions(value, where, 'output'), template);
    }
    checkCondition(Condition, where, template);
  }
}

/** Conditions and rules are decided before any resource is there. */
function checkDecision(value: TemplateValue, where: string, context: 'condition' | 'rule', template: Template): void {
  refuseReferences(value, where, context);
  for (const mention of mentions(value, where, context)) {
    const { kind, name } = mention;
    if ((kind === 'ref' || kind === 'attribute') && Object.hasOwn(template.Resources, name)) {
      throw new TemplateError(`A ${context} cannot depend on a resource (${name}).`, mention.where);
    }
    checkMention(mention, template);
  }
}

function checkCondition(name: string | undefined, where: string, template: Template): void {
  if (name !== undefined) checkMention({ kind: 'condition', name, where }, template);
}

function checkMentions(found: readonly Mention[], template: Template): void {
  for (const mention of found) checkMention(mention, template);
}

function checkMention(mention: Mention, template: Template): void {
  if (mention.kind === 'ref' && mention.name.startsWith('AWS::')) {
    if (isPseudoParameter(mention.name)) return;
    throw new NotEmulated(`The pseudo parameter ${mention.name}`, mention.where);
  }
  if (isDeclared(mention, template)) return;
  const what = mention.kind === 'attribute' || mention.kind === 'ref' ? 'resource' : mention.kind;
  throw new TemplateError(`The template has no ${what} named ${mention.name}.`, mention.where);
}

function isDeclared({ kind, name }: Mention, template: Template): boolean {
  switch (kind) {
    case 'ref':
      return Object.hasOwn(template.Parameters, name) || Object.hasOwn(template.Resources, name);
    case 'attribute':
      return Object.hasOwn(template.Resources, name);
    case 'condition':
      return Object.hasOwn(template.Conditions, name);
    case 'mapping':
      return Object.hasOwn(template.Mappings, name);
  }
}
