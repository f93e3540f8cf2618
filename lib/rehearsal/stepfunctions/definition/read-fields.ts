import type { Json } from '../data/json';
import { invalidDefinition } from './invalid-definition';
import type { QueryLanguage, StateFields } from './state-fields';
import type { DataFlow, Source } from './state-machine-definition';

/** How data goes through a state. */
export function readDataFlow(language: QueryLanguage, fields: StateFields): DataFlow {
  const assign = fields.Assign === undefined ? {} : { assign: fields.Assign };
  if (language === 'JSONata') {
    return {
      language,
      ...assign,
      ...(fields.Arguments === undefined ? {} : { arguments: fields.Arguments }),
      ...(fields.Output === undefined ? {} : { output: fields.Output }),
    };
  }
  return {
    language,
    ...assign,
    inputPath: orRoot(fields.InputPath),
    outputPath: orRoot(fields.OutputPath),
    resultPath: orRoot(fields.ResultPath),
    ...(fields.Parameters === undefined ? {} : { parameters: fields.Parameters }),
    ...(fields.ResultSelector === undefined ? {} : { resultSelector: fields.ResultSelector }),
  };
}

/** A path that is not said is all of it; `null` is nothing of it. */
export function orRoot(path: string | null | undefined): string | null {
  return path === undefined ? '$' : path;
}

/** What follows a state that must have either Next or End. */
export function readNext({ Next: next, End: end }: StateFields, where: string): { readonly next?: string } {
  if (next !== undefined && end === true) throw invalidDefinition('A state has either Next or End, not both', where);
  if (next === undefined && end !== true) throw invalidDefinition('A state needs Next, or End: true', where);
  return next === undefined ? {} : { next };
}

/** A field that is written down, or whose `…Path` says where it is found. */
export function readSource(
  field: string,
  value: Json | undefined,
  path: string | undefined,
  where: string,
): Source | undefined {
  if (value !== undefined && path !== undefined) {
    throw invalidDefinition(`A state has either ${field} or ${field}Path, not both`, where);
  }
  if (path !== undefined) return { kind: 'path', path, field: `${field}Path` };
  return value === undefined ? undefined : { kind: 'value', value, field };
}

/** The one that is there. */
export function requireOne<T>(what: string, given: readonly (T | undefined)[], where: string): T {
  const [found, ...others] = given.filter((value) => value !== undefined);
  if (found === undefined || others.length > 0) throw invalidDefinition(`A state needs exactly one ${what}`, where);
  return found;
}
