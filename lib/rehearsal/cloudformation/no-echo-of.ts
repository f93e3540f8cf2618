import { NoEcho } from './no-echo';
import { ownMember } from './own-member';
import { listed, type SsmParameter } from './parameters';
import type { StackPlan } from './stack-plan';
import type { StackSource } from './stack-source';

type Members = Readonly<Record<string, unknown>>;

/**
 * What an operation on a stack must not say: of each parameter that has `NoEcho` now or had it before, the value it is given,
 * the one it had, its default and, where it names one of the parameter store, what that has instead.
 *
 * Reads the template as it was written, since what is said of a template that is refused must not have a value either.
 */
export function noEchoOf(
  { template, parameters = {} }: StackSource,
  previous: StackPlan | undefined,
  ssmParameter: SsmParameter,
): NoEcho {
  const templates = [template, previous?.source.template].map(parametersOf);
  const values = [...new Set(templates.flatMap(Object.keys))].flatMap((name) => {
    const declared = templates.map((all) => ownMember(all, name));
    if (!declared.some(isNoEcho)) return [];
    const given = [
      ...[parameters, previous?.parameters.given ?? {}].map((all) => ownMember(all, name)),
      ...declared.map((parameter) => memberOf(parameter, 'Default')),
    ].flatMap(scalarText);
    const types = declared.map((parameter) => String(memberOf(parameter, 'Type')));
    const isStored = types.some((type) => type.startsWith('AWS::SSM::'));
    const before = [previous?.parameters.values[name] ?? []].flat().map(String);
    const texts = [...(isStored ? given.flatMap((text) => ssmParameter(text) ?? []) : given), ...before];
    return types.some((type) => type.includes('List')) ? [...texts, ...texts.flatMap(listed)] : texts;
  });
  return new NoEcho(values);
}

function scalarText(value: unknown): readonly string[] {
  return ['string', 'number', 'boolean'].includes(typeof value) ? [String(value)] : [];
}

function parametersOf(template: unknown): Members {
  const parameters = memberOf(template, 'Parameters');
  return typeof parameters === 'object' && parameters !== null ? (parameters as Members) : {};
}

function isNoEcho(parameter: unknown): boolean {
  return String(memberOf(parameter, 'NoEcho')) === 'true';
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? ownMember(value as Members, name) : undefined;
}
