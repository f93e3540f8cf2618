import { JSONPath } from 'jsonpath-plus';
import { NotEmulated } from '../../../kernel/not-emulated';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json';

/** What paths start from. */
export interface PathRoots {
  /** `$` */
  readonly input: Json;
  /** `$$` */
  readonly context: JsonObject;
  /** `$name` */
  readonly variables: JsonObject;
}

/** A path that was read. */
export interface Path {
  /** The value it finds, or undefined. A path with a wildcard finds a list, which may be empty. */
  find(roots: PathRoots): Json | undefined;
}

type Step = string | number;

const START = /^\$(\$|[\p{L}_][\p{L}\p{N}_]*)?(?=$|[.[])/u;
const MEMBER = /^(?:\.([^\s.[\]'"()*?@:,]+)|\[(-?\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\])/;
const FUNCTION = /\.(\w+)\(/;

/** Reads a path (Amazon States Language, "Paths"). Throws a `SyntaxError` where it is none. */
export function compilePath(text: string): Path {
  const start = START.exec(text);
  if (!start) throw new SyntaxError(`${text} is not a path`);
  const root = rootOf(start[1]);
  const rest = text.slice(start[0].length);
  const { steps, left } = readSteps(rest);
  if (left === '') return { find: (roots) => walk(root(roots), steps) };
  const called = FUNCTION.exec(left)?.[1];
  if (called !== undefined && !left.startsWith('[?'))
    throw new NotEmulated(`The function ${called}() of JSONPath`, `the path ${text}`);
  if (!/^(\.\.|\.\*|\[)/.test(left)) throw new SyntaxError(`${text} is not a path`);
  return {
    find: (roots) => {
      const whole = root(roots);
      if (whole === undefined) return undefined;
      const from = walk(whole, steps);
      // AWS gives an empty list also where what a wildcard or a slice is of is not there.
      return from === undefined ? [] : select(from, `$${left}`);
    },
  };
}

/** The members a Reference Path names; a path with a wildcard is none. */
export function referenceSteps(text: string): readonly Step[] {
  const { steps, left } = readSteps(text.slice(1));
  if (!/^\$(?=$|[.[])/.test(text) || left !== '') throw new SyntaxError(`${text} is not a reference path`);
  return steps;
}

function rootOf(name: string | undefined): (roots: PathRoots) => Json | undefined {
  if (name === undefined) return ({ input }) => input;
  return name === '$' ? ({ context }) => context : ({ variables }) => variables[name];
}

function readSteps(text: string): { readonly steps: readonly Step[]; readonly left: string } {
  const steps: Step[] = [];
  let left = text;
  for (let found = MEMBER.exec(left); found; found = MEMBER.exec(left)) {
    const [whole, plain, index, single, double] = found;
    // `.name(` is a function, not a member.
    if (left.charAt(whole.length) === '(') break;
    steps.push(index === undefined ? (plain ?? unescaped(single, "'") ?? unescaped(double, '"') ?? '') : Number(index));
    left = left.slice(whole.length);
  }
  return { steps, left };
}

/** Within quotes only they themselves and the backslash are escaped; any other backslash is a part of the name. */
function unescaped(text: string | undefined, quote: string): string | undefined {
  return text?.replace(/\\([\\'"])/g, (both, sign: string) => (sign === quote || sign === '\\' ? sign : both));
}

function walk(from: Json | undefined, steps: readonly Step[]): Json | undefined {
  let at = from;
  for (const step of steps) {
    if (typeof step === 'number') at = isJsonArray(at) ? at.at(step) : undefined;
    else at = isJsonObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}

function select(from: Json, path: string): Json {
  // 'safe' reads filters by its own small grammar; nothing of a definition is run as code.
  return JSONPath<Json[]>({ path, json: structuredClone(from) as Json[], eval: 'safe', wrap: true });
}
