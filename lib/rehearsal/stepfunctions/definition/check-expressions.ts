import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../data/json';
import { compileExpression, expressionIn } from '../data/jsonata/expression';
import { compilePathOrIntrinsic } from '../data/jsonpath/path-or-intrinsic';
import { checkReadable, invalidDefinition } from './invalid-definition';
import type { QueryLanguage } from './state-fields';

/** Fields that hold states, which are read on their own. */
const NESTED = new Set(['Branches', 'ItemProcessor', 'Iterator']);
/** JSONPath fields whose members may end in `.$`. */
const TEMPLATES = new Set(['Parameters', 'ResultSelector', 'ItemSelector', 'Assign']);

/** Reads every expression and path of a state, so that one that cannot be read fails the definition, not an execution. */
export function checkExpressions(state: JsonObject, language: QueryLanguage, where: string): void {
  for (const [field, value] of Object.entries(state)) {
    if (NESTED.has(field)) continue;
    if (language === 'JSONata') checkJsonata(value, field, where);
    else checkPaths(field, value, where);
  }
}

function checkJsonata(value: Json, field: string, where: string): void {
  if (isJsonArray(value)) {
    value.forEach((item, index) => {
      checkJsonata(item, `${field}[${index}]`, where);
    });
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) checkJsonata(member, `${field}/${name}`, where);
  } else if (typeof value === 'string') {
    const expression = expressionIn(value);
    if (expression !== undefined) checkReadable(() => compileExpression(expression), field, where);
  }
}

function checkPaths(field: string, value: Json, where: string): void {
  if (TEMPLATES.has(field)) checkTemplate(value, field, where);
  else if (field.endsWith('Path') && typeof value === 'string')
    checkReadable(
      () => {
        compilePathOrIntrinsic(value);
      },
      field,
      where,
    );
  else if (field === 'Catch' && isJsonArray(value)) {
    for (const catcher of value) {
      if (isJsonObject(catcher) && catcher.Assign !== undefined) checkTemplate(catcher.Assign, 'Catch/Assign', where);
    }
  }
}

function checkTemplate(value: Json, field: string, where: string): void {
  if (isJsonArray(value)) {
    for (const item of value) checkTemplate(item, field, where);
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const place = `${field}/${name}`;
      if (!name.endsWith('.$')) checkTemplate(member, place, where);
      else if (typeof member !== 'string')
        throw invalidDefinition(`The value of ${place} must be a path or an intrinsic function`, where);
      else
        checkReadable(
          () => {
            compilePathOrIntrinsic(member);
          },
          place,
          where,
        );
    }
  }
}
