import { checkAliasUpdatePolicy } from './alias-update-policy';
import { type Mention } from './intrinsics/define-intrinsic';
import { mentions } from './mentions';
import { resourcePlace, type StackSource } from './stack-source';
import { aliasUpdatePolicyOf, type Template } from './template';
import { TemplateError } from './template-error';

/** Proves that every intrinsic in a template is emulated, well formed, and names something the template declares. */
export function checkNames(template: Template, source: StackSource): void {
  for (const [name, condition] of Object.entries(template.Conditions)) {
    for (const mention of mentions(condition, `${source.where}, Conditions.${name}`, 'condition')) {
      if (mention.kind === 'ref' && template.Resources[mention.name]) {
        throw new TemplateError(`A condition cannot depend on a resource (${mention.name}).`, mention.where);
      }
      checkMention(mention, template);
    }
  }
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const where = resourcePlace(source, logicalId, resource);
    const policy = aliasUpdatePolicyOf(resource);
    if (policy) {
      checkAliasUpdatePolicy(policy, where);
      checkMentions(mentions(policy, `${where}, UpdatePolicy`), template);
    }
    checkMentions(mentions(resource.Properties, `${where}, Properties`), template);
    checkMentions(
      resource.DependsOn.map((name) => ({ kind: 'attribute', name, attribute: '', where: `${where}, DependsOn` })),
      template,
    );
    checkCondition(resource.Condition, where, template);
  }
  for (const [name, { Value, Export, Condition }] of Object.entries(template.Outputs)) {
    const where = `${source.where}, Outputs.${name}`;
    checkMentions(mentions(Value, where), template);
    if (Export) checkMentions(mentions(Export.Name, where), template);
    checkCondition(Condition, where, template);
  }
}

function checkCondition(name: string | undefined, where: string, template: Template): void {
  if (name !== undefined) checkMention({ kind: 'condition', name, where }, template);
}

function checkMentions(found: readonly Mention[], template: Template): void {
  for (const mention of found) checkMention(mention, template);
}

function checkMention(mention: Mention, template: Template): void {
  if (isDeclared(mention, template)) return;
  const what = mention.kind === 'attribute' || mention.kind === 'ref' ? 'resource' : mention.kind;
  throw new TemplateError(`The template has no ${what} named ${mention.name}.`, mention.where);
}

function isDeclared({ kind, name }: Mention, template: Template): boolean {
  switch (kind) {
    case 'ref':
      return name.startsWith('AWS::') || name in template.Parameters || name in template.Resources;
    case 'attribute':
      return name in template.Resources;
    case 'condition':
      return name in template.Conditions;
    case 'mapping':
      return name in template.Mappings;
  }
}
