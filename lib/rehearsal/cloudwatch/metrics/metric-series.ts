import { Minute, MINUTE_MS } from './minute';

/**
 * The minutes of one metric.
 *
 * Totals are kept for ever, as they are small; single samples only as long as asked, so that a rehearsal of days needs
 * no more memory than one of hours.
 */
export class MetricSeries {
  private readonly minutes = new Map<number, Minute>();
  private readonly withSamples = new Map<number, Minute>();
  private newest = -Infinity;
  private latest: { readonly index: number; readonly minute: Minute } | undefined;

  constructor(private readonly sampleRetentionMs: number) {}

  record(timestamp: number, value: number): void {
    const index = Math.floor(timestamp / MINUTE_MS);
    // Values come mostly in order of time, so the minute of the last one is nearly always the right one.
    if (this.latest?.index !== index) this.latest = { index, minute: this.minute(index) };
    this.latest.minute.add(value);
  }

  /** The minute that starts at that time, if it has any value. */
  at(startMs: number): Minute | undefined {
    return this.minutes.get(startMs / MINUTE_MS);
  }

  private minute(index: number): Minute {
    const known = this.minutes.get(index);
    if (known) return known;
    const minute = new Minute();
    this.minutes.set(index, minute);
    this.withSamples.set(index, minute);
    this.newest = Math.max(this.newest, index);
    this.letGoOfOldSamples();
    return minute;
  }

  private letGoOfOldSamples(): void {
    const oldestKept = this.newest - this.sampleRetentionMs / MINUTE_MS;
    for (const [index, minute] of this.withSamples) {
      if (index >= oldestKept) continue;
      minute.samples = undefined;
      this.withSamples.delete(index);
    }
  }
}
