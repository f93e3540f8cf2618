import { segmentsOf, type PathSegment, type RouteKey } from './route-key';

/** The route that takes a request, and what its variables stand for. */
export interface RouteMatch<R> {
  readonly route: R;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Chooses the route of a request: a full match, then a greedy one, then `$default` (API Gateway Developer Guide,
 * "Routing API requests"). Of several, the one that says more of the path wins, then the one that names the method.
 *
 * @param path without the stage and the query, as sent
 */
export function matchRoute<R extends { readonly key: RouteKey }>(
  routes: Iterable<R>,
  method: string,
  path: string,
): RouteMatch<R> | undefined {
  const requested = segmentsOf(path);
  const candidates: (RouteMatch<R> & { readonly rank: string })[] = [];
  for (const route of routes) {
    const { key } = route;
    if (key.kind === 'default') {
      candidates.push({ route, pathParameters: {}, rank: RANK.default });
      continue;
    }
    const pathParameters = parametersOf(key.segments, requested);
    if (!pathParameters || (key.method !== method && key.method !== 'ANY')) continue;
    candidates.push({
      route,
      pathParameters,
      rank: rankOf(key.segments) + RANK[key.method === 'ANY' ? 'any' : 'method'],
    });
  }
  candidates.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  const [best] = candidates;
  return best && { route: best.route, pathParameters: best.pathParameters };
}

/** Ranks sort as text, the best first: full before greedy before default, and then part by part. */
const RANK = { full: '0', greedy: '1', default: '2', text: '0', variable: '1', end: '2', method: '0', any: '1' };

function rankOf(segments: readonly PathSegment[]): string {
  const isGreedy = segments.at(-1)?.kind === 'greedy';
  const parts = segments.map(({ kind }) => (kind === 'greedy' ? RANK.end : RANK[kind]));
  return (isGreedy ? RANK.greedy : RANK.full) + parts.join('');
}

function parametersOf(
  segments: readonly PathSegment[],
  requested: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const text = requested[index];
    if (text === undefined) return undefined;
    switch (segment.kind) {
      case 'text':
        if (segment.text !== text) return undefined;
        break;
      case 'variable':
        if (text === '') return undefined;
        parameters[segment.name] = decoded(text);
        break;
      case 'greedy': {
        const rest = requested.slice(index).join('/');
        if (rest === '') return undefined;
        parameters[segment.name] = decoded(rest);
        return parameters;
      }
    }
  }
  return segments.length === requested.length ? parameters : undefined;
}

/** API Gateway decodes parameters before it passes them on; what cannot be decoded stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
