import { asCondition } from './intrinsics/as-condition';
import { type Evaluation, type Scope } from './intrinsics/define-intrinsic';
import { resolve } from './resolve';
import { type Template } from './template';

/** Why the first rule that does not hold refuses the operation; nothing where all hold. */
export function brokenRule(template: Template, scope: Scope, where: string): string | undefined {
  for (const [name, { RuleCondition, Assertions }] of Object.entries(template.Rules)) {
    const place = `${where}, Rules.${name}`;
    const evaluation: Evaluation = {
      scope,
      where: place,
      resolve: (value) => resolve(value, scope, place, 'rule'),
    };
    if (RuleCondition !== undefined && !asCondition(RuleCondition, evaluation)) continue;
    for (const { Assert, AssertDescription } of Assertions) {
      if (asCondition(Assert, evaluation)) continue;
      return `The rule ${name} of the template does not hold: ${AssertDescription ?? JSON.stringify(Assert)}`;
    }
  }
  return undefined;
}
