import { ApiError } from '../kernel/api-error';

/** One part of a route's path. A greedy variable takes the rest of the path. */
export type PathSegment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string };

/** Which requests a route takes. */
export type RouteKey =
  | { readonly kind: 'default'; readonly text: '$default' }
  | {
      readonly kind: 'path';
      /** As the template says it, such as `GET /pets/{id}`. */
      readonly text: string;
      /** `ANY` takes every method that no other route of the same path takes. */
      readonly method: string;
      readonly segments: readonly PathSegment[];
    };

const KEY = /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/.*)$/;
const VARIABLE = /^\{([\w.-]+)(\+?)\}$/;

/** Reads a route key (API Gateway Developer Guide, "Create routes for HTTP APIs in API Gateway"). */
export function parseRouteKey(text: string): RouteKey {
  if (text === '$default') return { kind: 'default', text };
  const [, method, path] = KEY.exec(text) ?? [];
  if (method === undefined || path === undefined) {
    throw badKey(text, 'it is $default, or a method and a path such as GET /pets/{id}');
  }
  const segments = segmentsOf(path).map((segment) => parseSegment(text, segment));
  const greedy = segments.findIndex(({ kind }) => kind === 'greedy');
  if (greedy !== -1 && greedy < segments.length - 1) throw badKey(text, 'a greedy variable ends the path');
  return { kind: 'path', text, method, segments };
}

/** The parts of a path; `/` has none. */
export function segmentsOf(path: string): readonly string[] {
  return path === '/' ? [] : path.slice(1).split('/');
}

function parseSegment(key: string, segment: string): PathSegment {
  const [, name, plus] = VARIABLE.exec(segment) ?? [];
  if (name !== undefined) return { kind: plus === '+' ? 'greedy' : 'variable', name };
  if (/[{}]/.test(segment)) throw badKey(key, `a variable is a whole part of the path, unlike ${segment}`);
  return { kind: 'text', text: segment };
}

function badKey(text: string, rule: string): ApiError {
  return new ApiError('BadRequestException', `The provided route key is not valid: ${text}; ${rule}.`);
}
