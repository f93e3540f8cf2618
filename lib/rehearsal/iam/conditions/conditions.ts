import { NotEmulated } from '../../kernel/not-emulated';
import type { ContextValue, RequestContext } from '../context/request-context';
import { ARN_OPERATORS } from './arn-operators';
import { BINARY_OPERATORS } from './binary-operators';
import { BOOL_OPERATORS } from './bool-operators';
import type { Comparison, ConditionOperator, ConditionOperators } from './condition-operator';
import { DATE_OPERATORS } from './date-operators';
import { IP_ADDRESS_OPERATORS } from './ip-address-operators';
import { NUMERIC_OPERATORS } from './numeric-operators';
import { refuseValue } from './refuse-value';
import { STRING_OPERATORS } from './string-operators';

/** Operator → condition key → values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

interface Circumstances extends Omit<Comparison, 'isNegated'> {
  readonly context: RequestContext;
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly expected: readonly string[];
}

const OPERATORS: ConditionOperators = {
  ...STRING_OPERATORS,
  ...NUMERIC_OPERATORS,
  ...DATE_OPERATORS,
  ...BOOL_OPERATORS,
  ...BINARY_OPERATORS,
  ...IP_ADDRESS_OPERATORS,
  ...ARN_OPERATORS,
};

const WRITTEN = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

/** Whether all the conditions of a statement hold. A key that is not known stops, unless another condition fails. */
export function holds(conditions: Conditions, circumstances: Circumstances): boolean {
  const all = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, expected]): Condition => ({ operator, key, expected })),
  );
  const found = all.map((condition) => ({ condition, value: circumstances.context.lookUp(condition.key) }));
  const known = found.filter(({ value }) => value.kind !== 'unknown');
  if (!known.every(({ condition, value }) => holdsOne(condition, value, circumstances))) return false;
  const unknown = found.find(({ value }) => value.kind === 'unknown');
  if (!unknown) return true;
  throw new NotEmulated(`The condition key ${unknown.condition.key}`, circumstances.where);
}

function holdsOne(
  { operator: written, expected }: Condition,
  value: ContextValue,
  circumstances: Circumstances,
): boolean {
  const actual = value.kind === 'present' ? value.values : undefined;
  if (written === 'Null') return holdsNull(actual === undefined, expected, circumstances.where);
  const [, quantifier, name = '', ifExists] = WRITTEN.exec(written) ?? [];
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) throw new NotEmulated(`The condition operator ${written}`, circumstances.where);
  if (actual === undefined && ifExists) return true;
  const test = (one: string) => holdsFor(operator, one, expected, circumstances);
  switch (quantifier) {
    case 'ForAllValues':
      return (actual ?? []).every(test);
    case 'ForAnyValue':
      return (actual ?? []).some(test);
    default:
      if (actual === undefined) return operator.isNegated;
      // A key of several values needs a quantifier: without one its condition never holds.
      return actual.length === 1 && actual.every(test);
  }
}

function holdsFor(
  { compare, isNegated }: ConditionOperator,
  actual: string,
  expected: readonly string[],
  { variables, where }: Circumstances,
): boolean {
  const comparison = { variables, isNegated, where };
  return expected.some((one) => compare(actual, one, comparison)) !== isNegated;
}

function holdsNull(isAbsent: boolean, expected: readonly string[], where: string): boolean {
  return expected.some((value) => {
    if (value !== 'true' && value !== 'false') return refuseValue(value, 'true or false', where);
    return (value === 'true') === isAbsent;
  });
}
