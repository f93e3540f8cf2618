import { ApiError } from '../../kernel/api-error';

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
export function pageOf(names: readonly string[], token: string | undefined, pageSize: number): Page {
  const from = token === undefined ? 0 : Number(/^page-(\d+)$/.exec(token)?.[1]);
  if (Number.isNaN(from) || from > names.length) {
    throw new ApiError('InvalidNextTokenException', 'The next token was specified in an invalid format.');
  }
  const to = from + pageSize;
  return { names: names.slice(from, to), ...(to < names.length ? { nextToken: `page-${to}` } : {}) };
}
