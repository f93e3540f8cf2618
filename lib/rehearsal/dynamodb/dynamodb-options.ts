import type { Place } from '../kernel/place';

export interface DynamoDbOptions {
  /** Where the tables are: their ARNs say so. Without it they have dynalite's. */
  readonly place?: Place;
  /**
   * Milliseconds for which an item outlives its time to live. AWS says "within a few days".
   *
   * @default 172800000
   */
  readonly timeToLiveDelayMs?: number;
}

export const TIME_TO_LIVE_DELAY_MS = 2 * 86_400_000;

/** What DynamoDB's documentation leaves open and this account had to choose. */
export function timeToLiveAssumption(delayMs: number): string {
  return `DynamoDB deletes an item ${delayMs / 3_600_000} h after its time to live is over; until then every query sees it.`;
}
