import { ApiError } from '../../kernel/api-error';

/** How many names a page of a list holds. */
export const PAGE_SIZE = 100;

/** A page of a list, and the token of the next one. */
export interface Page {
  readonly names: readonly string[];
  readonly nextToken?: string;
}

/**
 * Cuts a page out of a list.
 *
 * @param token of the page, as the page before gave it; the first page has none
 */
export function pageOf(names: readonly string[], token: string | undefined): Page {
  const from = token === undefined ? 0 : Number(/^page-(\d+)$/.exec(token)?.[1]);
  if (Number.isNaN(from) || from > names.length) {
    throw new ApiError('InvalidNextTokenException', 'The next token was specified in an invalid format.');
  }
  const to = from + PAGE_SIZE;
  return { names: names.slice(from, to), ...(to < names.length ? { nextToken: `page-${to}` } : {}) };
}
