import { ApiError } from '../kernel/api-error';
import type { Parameter } from './parameter-store';

const MOST_RESULTS = 10;

/**
 * One page of the parameters under a path, in the order of their names: Systems Manager API Reference,
 * GetParametersByPath. The token of the next page is the name of its first parameter.
 */
export function parametersUnder(
  all: readonly Parameter[],
  asked: {
    readonly path: string;
    readonly recursive: boolean;
    readonly maxResults?: number | undefined;
    readonly nextToken?: string | undefined;
  },
): { readonly page: readonly Parameter[]; readonly nextToken?: string } {
  const { path, recursive, maxResults = MOST_RESULTS, nextToken } = asked;
  if (!path.startsWith('/')) {
    throw new ApiError('ValidationException', `The parameter path must begin with a forward slash "/", got: ${path}`);
  }
  if (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > MOST_RESULTS) {
    throw new ApiError('ValidationException', `MaxResults must be between 1 and ${MOST_RESULTS}, got: ${maxResults}`);
  }
  const folder = path.endsWith('/') ? path : `${path}/`;
  const found = all.filter(({ name }) => isUnder(name, folder, recursive)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const from = nextToken === undefined ? 0 : found.findIndex(({ name }) => name === nextToken);
  if (from < 0) throw new ApiError('InvalidNextToken', 'The specified token is not valid.');
  const next = found[from + maxResults];
  return { page: found.slice(from, from + maxResults), ...(next && { nextToken: next.name }) };
}

/** A name without a slash stands at the root. */
function isUnder(name: string, folder: string, recursive: boolean): boolean {
  const full = name.startsWith('/') ? name : `/${name}`;
  if (!full.startsWith(folder)) return false;
  return recursive || !full.slice(folder.length).includes('/');
}
