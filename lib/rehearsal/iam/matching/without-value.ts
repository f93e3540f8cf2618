import { NotEmulated } from '../../kernel/not-emulated';

/**
 * What text comes to in which a variable has no value: it matches nothing. What the opposite of that matches, under a
 * negated operator or in `NotResource`, AWS does not say.
 */
export function matchWithoutValue(text: string, isNegated: boolean, where: string): false {
  if (!isNegated) return false;
  throw new NotEmulated(
    `A policy variable without a value in ${text}, which is negated,`,
    where,
    "Give the variable a default, as in ${aws:PrincipalTag/team, 'none'}.",
  );
}
