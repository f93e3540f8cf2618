import { Bucket } from './bucket';
import { HourOfMinutes } from './hour-of-minutes';
import { type Kept } from './kept';
import { MINUTE_MS, SECOND_MS, type StorageResolution } from './resolution';
import { finestPeriodMs, KEPT_MS, SECONDS_KEPT_MS } from './retention';
import { type Sample } from './sample';

const HOUR_MS = 60 * MINUTE_MS;

/** The values of one metric: by the minute, and beside it by the second where they are of high resolution. */
export class MetricSeries {
  private readonly hours = new Map<number, HourOfMinutes>();
  private readonly seconds = new Map<number, Bucket>();
  private readonly fineMinutes = new Set<number>();
  private latest: { readonly start: number; readonly minute: Bucket } | undefined;
  /** Milliseconds since the epoch: the latest time of which it has a value. */
  newest = -Infinity;
  /** Whether the whole metric was dropped: what comes now belongs to a new series. */
  isDropped = false;

  constructor(readonly unit: string) {}

  record(timestamp: number, sample: number | Sample, resolution: StorageResolution): void {
    if (timestamp > this.newest) this.newest = timestamp;
    add(this.minuteOf(timestamp), sample);
    if (resolution === 60) return;
    this.fineMinutes.add(Math.floor(timestamp / MINUTE_MS));
    add(this.secondOf(timestamp), sample);
  }

  /** The minute that starts at that time, if it has any value. */
  minute(startMs: number): Kept | undefined {
    return this.hours.get(Math.floor(startMs / HOUR_MS))?.minute(minuteOfHour(startMs));
  }

  /** The second that starts at that time, if it has any value of high resolution. */
  second(startMs: number): Kept | undefined {
    return this.seconds.get(startMs / SECOND_MS);
  }

  /** Whether the minute that starts at that time has values of high resolution. */
  isFine(startMs: number): boolean {
    return this.fineMinutes.has(startMs / MINUTE_MS);
  }

  /** Whether single values are rounded anywhere from the one time to the other. */
  isRounded(fromMs: number, untilMs: number): boolean {
    return [...this.hours].some(
      ([index, { isPacked }]) => isPacked && index * HOUR_MS < untilMs && (index + 1) * HOUR_MS > fromMs,
    );
  }

  /** Packs and drops what has become old at the time `now`. Answers whether anything is left. */
  age(now: number): boolean {
    for (const [index, hour] of this.hours) {
      const ageMs = now - (index + 1) * HOUR_MS;
      if (ageMs < SECONDS_KEPT_MS) continue;
      if (ageMs > KEPT_MS) this.hours.delete(index);
      else hour.pack(Math.max(finestPeriodMs(ageMs) ?? HOUR_MS, MINUTE_MS) / MINUTE_MS);
      this.latest = undefined;
    }
    const horizon = now - SECONDS_KEPT_MS;
    for (const index of this.seconds.keys()) if ((index + 1) * SECOND_MS <= horizon) this.seconds.delete(index);
    for (const index of this.fineMinutes) if ((index + 1) * MINUTE_MS <= horizon) this.fineMinutes.delete(index);
    return this.hours.size > 0;
  }

  private minuteOf(timestamp: number): Bucket {
    // Values come mostly in order of time, so the minute of the last one is nearly always the right one.
    const { latest } = this;
    if (latest && timestamp >= latest.start && timestamp < latest.start + MINUTE_MS) return latest.minute;
    const index = Math.floor(timestamp / HOUR_MS);
    let hour = this.hours.get(index);
    if (!hour) {
      hour = new HourOfMinutes();
      this.hours.set(index, hour);
    }
    const minute = hour.bucket(minuteOfHour(timestamp));
    this.latest = { start: Math.floor(timestamp / MINUTE_MS) * MINUTE_MS, minute };
    return minute;
  }

  private secondOf(timestamp: number): Bucket {
    const index = Math.floor(timestamp / SECOND_MS);
    let second = this.seconds.get(index);
    if (!second) {
      second = new Bucket();
      this.seconds.set(index, second);
    }
    return second;
  }

  /** How many minutes and seconds it holds as they came in. */
  get open(): number {
    return [...this.hours.values()].reduce((sum, { openMinutes }) => sum + openMinutes, this.seconds.size);
  }

  get packedBytes(): number {
    return [...this.hours.values()].reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  }
}

function minuteOfHour(time: number): number {
  return Math.floor(time / MINUTE_MS) - Math.floor(time / HOUR_MS) * 60;
}

function add(bucket: Bucket, sample: number | Sample): void {
  if (typeof sample === 'number') bucket.addValue(sample, 1);
  else bucket.add(sample);
}
