import { NotEmulated } from '../kernel/not-emulated';
import { asCondition } from './intrinsics/as-condition';
import { type Scope } from './intrinsics/define-intrinsic';
import { ownMember } from './own-member';
import { resolve } from './resolve';
import { type Template } from './template';
import { TemplateError } from './template-error';

/** More than any template needs, and less than deciding them can take. */
const DEEPEST = 100;

/** Decides a template's conditions, each once. */
export class Conditions {
  private readonly decided = new Map<string, boolean>();
  private readonly deciding = new Set<string>();

  constructor(
    private readonly template: Template,
    private readonly where: string,
  ) {}

  decide(name: string, scope: Scope, where: string): boolean {
    const known = this.decided.get(name);
    if (known !== undefined) return known;
    const definition = ownMember(this.template.Conditions, name);
    if (definition === undefined) throw new TemplateError(`The condition ${name} is not defined.`, where);
    if (this.deciding.has(name)) throw new TemplateError(`The condition ${name} depends on itself.`, where);
    if (this.deciding.size >= DEEPEST) {
      throw new NotEmulated(`Conditions that build on each other more than ${DEEPEST} deep`, where);
    }
    const place = `${this.where}, Conditions.${name}`;
    this.deciding.add(name);
    try {
      const answer = asCondition(definition, {
        scope,
        where: place,
        resolve: (value) => resolve(value, scope, place, 'condition'),
      });
      this.decided.set(name, answer);
      return answer;
    } finally {
      // A condition on a parameter that is still missing is asked for again.
      this.deciding.delete(name);
    }
  }
}
