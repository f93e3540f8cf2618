import type { SentRequest } from './sent-request';
import type { ServedAlias } from './served-alias';

/** Ways for customers to come to an alias: through the API in front of it, or by calling the alias itself. */
export const WAYS = ['api', 'alias'] as const;

export type Way = (typeof WAYS)[number];

/**
 * What stands in front of an alias, and answers customers.
 *
 * @internal
 */
export interface FrontDoor {
  /** Takes a request, and says who served it and whether it failed for the customer; undefined where nobody served it. */
  send(request: SentRequest): Promise<FrontDoorAnswer | undefined>;
  /** Counts a request that the model served. */
  countModelled(failed: boolean): void;
}

/** @internal */
export interface FrontDoorAnswer {
  /** The alias that the request went to, which need not be the one that the customers were after. */
  readonly alias: ServedAlias;
  readonly version: string;
  readonly failed: boolean;
}
