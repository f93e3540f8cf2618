import { asCondition } from './intrinsics/as-condition';
import { type Scope } from './intrinsics/define-intrinsic';
import { resolve } from './resolve';
import { type Template } from './template';
import { TemplateError } from './template-error';

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
    const definition = this.template.Conditions[name];
    if (definition === undefined) throw new TemplateError(`The condition ${name} is not defined.`, where);
    if (this.deciding.has(name)) throw new TemplateError(`The condition ${name} depends on itself.`, where);
    this.deciding.add(name);
    const place = `${this.where}, Conditions.${name}`;
    const answer = asCondition(definition, {
      scope,
      where: place,
      resolve: (value) => resolve(value, scope, place, 'condition'),
    });
    this.deciding.delete(name);
    this.decided.set(name, answer);
    return answer;
  }
}
