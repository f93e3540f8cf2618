import jsonata from 'jsonata';
import type { Json, JsonObject } from '../json';
import { evaluationError } from '../../run/states-error';

/** What a string holds between `{%` and `%}`, or undefined where it is plain text. */
export function expressionIn(text: string): string | undefined {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}') ? text.slice(2, -2).trim() : undefined;
}

/** Throws a `SyntaxError` where it is no expression. */
export function compileExpression(expression: string): jsonata.Expression {
  try {
    return jsonata(expression);
  } catch (error) {
    throw new SyntaxError(describe(error));
  }
}

/** Names an expression can use beside its language's own: variables, `states`, and functions. */
export type Bindings = Readonly<Record<string, unknown>>;

/**
 * Gives what an expression gives; it must give something that JSON can say (Step Functions Developer Guide,
 * "Transforming data with JSONata").
 *
 * @param field for messages, such as `Arguments/Payload`
 */
export async function evaluateExpression(expression: string, bindings: Bindings, field: string): Promise<Json> {
  const subject = `The JSONata expression '${expression}' specified for the field '${field}'`;
  let value: unknown;
  try {
    value = await compileExpression(expression).evaluate(undefined, bindings);
  } catch (error) {
    throw evaluationError(
      'States.QueryEvaluationError',
      `${subject} threw an error during evaluation. ${describe(error)}`,
    );
  }
  if (value === undefined) {
    throw evaluationError('States.QueryEvaluationError', `${subject} returned nothing (undefined).`);
  }
  const json = toJson(value);
  if (json === undefined) {
    throw evaluationError('States.QueryEvaluationError', `${subject} returned an unsupported result type.`);
  }
  return json;
}

/** A copy without what JSONata keeps on its sequences; undefined for functions and patterns. */
function toJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) {
    const items = value.map(toJson);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (
    typeof value !== 'object' ||
    value instanceof RegExp ||
    '_jsonata_lambda' in value ||
    '_jsonata_function' in value
  ) {
    return undefined;
  }
  const members: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const json = toJson(member);
    if (json === undefined) return undefined;
    members[name] = json;
  }
  return members satisfies JsonObject;
}

/** JSONata throws plain objects with a code and a message. */
function describe(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return [code, message].filter((part) => typeof part === 'string' && part !== '').join(': ');
}
