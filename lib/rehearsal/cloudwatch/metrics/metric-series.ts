import { Bucket } from './bucket';
import { MINUTE_MS, SECOND_MS, type StorageResolution } from './resolution';
import { type Sample } from './sample';

/** How far back values are kept, as times in milliseconds since the epoch. */
export interface Horizon {
  /** Minutes that ended before this are dropped. */
  readonly minutes: number;
  /** Seconds, and the single values of minutes, that ended before this are dropped. */
  readonly values: number;
}

/** The values of one metric: by the minute, and beside it by the second where they are of high resolution. */
export class MetricSeries {
  private readonly minutes = new Map<number, Bucket>();
  private readonly seconds = new Map<number, Bucket>();
  private readonly fineMinutes = new Set<number>();
  private latest: { readonly start: number; readonly minute: Bucket } | undefined;
  /** Milliseconds since the epoch: until when whole minutes were dropped. */
  minutesDroppedUntil = -Infinity;
  /** Milliseconds since the epoch: until when single seconds were dropped. */
  secondsDroppedUntil = -Infinity;
  /** Whether the whole metric was dropped: what comes now belongs to a new series. */
  isDropped = false;

  constructor(readonly unit: string) {}

  record(timestamp: number, sample: number | Sample, resolution: StorageResolution): void {
    add(this.minuteOf(timestamp), sample);
    if (resolution === 60) return;
    this.fineMinutes.add(Math.floor(timestamp / MINUTE_MS));
    add(bucketAt(this.seconds, Math.floor(timestamp / SECOND_MS)), sample);
  }

  /** The minute that starts at that time, if it has any value. */
  minute(startMs: number): Bucket | undefined {
    return this.minutes.get(startMs / MINUTE_MS);
  }

  /** The second that starts at that time, if it has any value of high resolution. */
  second(startMs: number): Bucket | undefined {
    return this.seconds.get(startMs / SECOND_MS);
  }

  /** Whether the minute that starts at that time has values of high resolution. */
  isFine(startMs: number): boolean {
    return this.fineMinutes.has(startMs / MINUTE_MS);
  }

  /** Drops what is older than the horizon. Answers whether anything is left. */
  drop(horizon: Horizon): boolean {
    for (const [index, minute] of this.minutes) {
      const end = (index + 1) * MINUTE_MS;
      if (end <= horizon.minutes) {
        this.minutes.delete(index);
        this.fineMinutes.delete(index);
        this.minutesDroppedUntil = Math.max(this.minutesDroppedUntil, end);
        if (this.latest?.start === index * MINUTE_MS) this.latest = undefined;
      } else if (end <= horizon.values) {
        minute.letGoOfValues();
      }
    }
    for (const index of this.seconds.keys()) {
      const end = (index + 1) * SECOND_MS;
      if (end > horizon.values) continue;
      this.seconds.delete(index);
      this.secondsDroppedUntil = Math.max(this.secondsDroppedUntil, end);
    }
    return this.minutes.size > 0;
  }

  private minuteOf(timestamp: number): Bucket {
    // Values come mostly in order of time, so the minute of the last one is nearly always the right one.
    const { latest } = this;
    if (latest && timestamp >= latest.start && timestamp < latest.start + MINUTE_MS) return latest.minute;
    const index = Math.floor(timestamp / MINUTE_MS);
    const minute = bucketAt(this.minutes, index);
    this.latest = { start: index * MINUTE_MS, minute };
    return minute;
  }

  /** How many minutes and seconds it holds. */
  get size(): number {
    return this.minutes.size + this.seconds.size;
  }
}

function bucketAt(buckets: Map<number, Bucket>, index: number): Bucket {
  let bucket = buckets.get(index);
  if (!bucket) {
    bucket = new Bucket();
    buckets.set(index, bucket);
  }
  return bucket;
}

function add(bucket: Bucket, sample: number | Sample): void {
  if (typeof sample === 'number') bucket.addValue(sample, 1);
  else bucket.add(sample);
}
