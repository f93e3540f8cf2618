import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';

const token = v.strictObject({ at: v.number(), from: v.number() });

/** Where an answer goes on: what was true at the time of the first page, from the entry where the last one ended. */
export interface Position {
  /** Milliseconds since the epoch: the time of the first page. */
  readonly at: number;
  readonly from: number;
}

/** Where a page starts, by the token the last one gave. */
export function positionOf(nextToken: string | undefined, now: number): Position {
  if (nextToken === undefined) return { at: now, from: 0 };
  try {
    return v.parse(token, JSON.parse(Buffer.from(nextToken, 'base64url').toString('utf8')));
  } catch {
    throw new ApiError('InvalidNextToken', `The NextToken is not one that was given out: ${nextToken}`);
  }
}

/** One page of some entries, with the token for the next one where there is more. */
export function pageOf<T>(
  entries: readonly T[],
  { at, from }: Position,
  size: number,
): { readonly entries: readonly T[]; readonly NextToken?: string } {
  const next = from + size;
  return {
    entries: entries.slice(from, next),
    ...(next < entries.length && { NextToken: tokenOf({ at, from: next }) }),
  };
}

function tokenOf(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}
