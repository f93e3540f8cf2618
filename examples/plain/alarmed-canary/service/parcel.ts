export interface Parcel {
  readonly parcel: string;
  /** When it was handed in, ISO 8601. */
  readonly handedIn: string;
}

const DAY_MS = 24 * 3_600_000;

/** When a parcel arrives, so many days after it was handed in. */
export function arrivalOf({ handedIn }: Parcel, days: number): string {
  return new Date(Date.parse(handedIn) + days * DAY_MS).toISOString();
}
