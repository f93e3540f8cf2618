import { Bucket } from './bucket';
import { type Kept, together } from './kept';
import { PackedMinutes } from './packed-minutes';

/** The minutes of one hour that have values: as they come in, and packed once the hour is old. */
export class HourOfMinutes {
  private readonly open = new Map<number, Bucket>();
  private packed: PackedMinutes | undefined;
  /** How many minutes were added up to one. */
  private step = 1;

  /** Takes values of a minute, from 0 to 59. */
  bucket(minute: number): Bucket {
    const start = this.startOf(minute);
    let bucket = this.open.get(start);
    if (!bucket) {
      bucket = new Bucket();
      this.open.set(start, bucket);
    }
    return bucket;
  }

  /** What is kept of a minute, from 0 to 59: of all that were added up, at the first of them. */
  minute(minute: number): Kept | undefined {
    const packed = this.packed?.minute(minute);
    const open = this.open.get(minute);
    return packed && open ? together([packed, open]) : (open ?? packed);
  }

  /** Packs what came in since the last time, and adds up each `step` minutes to one. */
  pack(step: number): void {
    if (this.open.size === 0 && this.step === step) return;
    this.step = step;
    const byStart = new Map<number, Kept[]>();
    for (const [minute, kept] of [...(this.packed?.all ?? []), ...this.open]) {
      const start = this.startOf(minute);
      byStart.set(start, [...(byStart.get(start) ?? []), kept]);
    }
    this.packed = PackedMinutes.of(new Map([...byStart].map(([start, parts]) => [start, together(parts)])));
    this.open.clear();
  }

  get isPacked(): boolean {
    return this.packed !== undefined;
  }

  /** How many minutes it holds as they came in. */
  get openMinutes(): number {
    return this.open.size;
  }

  get packedBytes(): number {
    return this.packed?.bytes ?? 0;
  }

  private startOf(minute: number): number {
    return Math.floor(minute / this.step) * this.step;
  }
}
