import type { Chance } from '../../run/chance';
import { evaluationError, runtimeError, type StatesError } from '../../run/states-error';
import type { Json } from '../json';
import { callIntrinsic, isIntrinsic } from './intrinsic-functions';
import { type Argument, parseIntrinsic } from './intrinsic-syntax';
import { compilePath, type PathRoots } from './path';

/** What evaluating a path may need. */
export interface PathScope {
  readonly roots: PathRoots;
  readonly chance: Chance;
  /** The error of a path in a payload template that finds nothing. */
  readonly missingPathError: string;
}

/** Reads a path or a call of an intrinsic function. Throws a `SyntaxError` where it is neither. */
export function compilePathOrIntrinsic(text: string): void {
  if (!text.startsWith('States.')) compilePath(text);
  else checkPaths(parseIntrinsic(text));
}

function checkPaths(argument: Argument): void {
  if (argument.kind === 'path') compilePath(argument.path);
  if (argument.kind !== 'call') return;
  if (!isIntrinsic(argument.name)) throw new SyntaxError(`there is no intrinsic function ${argument.name}`);
  for (const inner of argument.arguments) checkPaths(inner);
}

/** What a path finds or an intrinsic function gives, for a field that needs a value. */
export function evaluatePathOrIntrinsic(
  text: string,
  scope: PathScope,
  field: string,
  missing = scope.missingPathError,
): Json {
  if (text.startsWith('States.')) return evaluateArgument(parseIntrinsic(text), scope, field);
  const found = compilePath(text).find(scope.roots);
  if (found === undefined) throw notFound(text, scope.roots, field, missing);
  return found;
}

function evaluateArgument(argument: Argument, scope: PathScope, field: string): Json {
  switch (argument.kind) {
    case 'literal':
      return argument.value;
    case 'path':
      return evaluatePathOrIntrinsic(argument.path, scope, field);
    case 'call':
      return callIntrinsic(
        argument.name,
        argument.arguments.map((inner) => evaluateArgument(inner, scope, field)),
        scope.chance,
      );
  }
}

/** The fields that are a path and nothing else. */
const PATH_FIELDS = new Set(['InputPath', 'OutputPath', 'TimeoutSecondsPath', 'HeartbeatSecondsPath']);

/** A path that finds nothing, in Step Functions' words. */
export function notFound(path: string, { input }: PathRoots, field: string, errorName = 'States.Runtime'): StatesError {
  if (PATH_FIELDS.has(field)) {
    return runtimeError(`Invalid path '${path}' : No results for path: ${inBrackets(path)}`);
  }
  const reason = `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(input)}'`;
  return errorName === 'States.Runtime' ? runtimeError(reason) : evaluationError(errorName, reason);
}

/** Every member in brackets and quotes, as AWS's messages have a path. */
function inBrackets(path: string): string {
  return path.replace(/\.([^.[\]]+)/g, "['$1']");
}
