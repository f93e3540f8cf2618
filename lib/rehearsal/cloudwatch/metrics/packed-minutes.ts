import { type Kept } from './kept';
import { roundedKey, valueOfKey } from './rounded-value';

/**
 * Minutes of one hour, in little room: their totals as they are, and their single values rounded, each with how often it
 * came. A minute of a few dozen calls takes a few hundred bytes.
 */
export class PackedMinutes {
  private constructor(
    /** Which minute of the hour each is. */
    private readonly minutes: Uint8Array,
    /** Count, sum, minimum and maximum of each. */
    private readonly totals: Float64Array,
    /** Of each, whether its single values are known. */
    private readonly known: Uint8Array,
    /** Of each, where its values end; they start where those of the one before end. */
    private readonly ends: Uint32Array,
    private readonly keys: Int32Array,
    private readonly counts: Float64Array,
  ) {}

  static of(minutes: ReadonlyMap<number, Kept>): PackedMinutes {
    const all = [...minutes];
    const keys: number[] = [];
    const counts: number[] = [];
    const ends = all.map(([, { singleValues }]) => {
      const byKey = new Map<number, number>();
      singleValues?.each((value, count) => {
        const key = roundedKey(value);
        byKey.set(key, (byKey.get(key) ?? 0) + count);
      });
      for (const [key, count] of byKey) {
        keys.push(key);
        counts.push(count);
      }
      return keys.length;
    });
    return new PackedMinutes(
      Uint8Array.from(all, ([minute]) => minute),
      Float64Array.from(all.flatMap(([, { count, sum, minimum, maximum }]) => [count, sum, minimum, maximum])),
      Uint8Array.from(all, ([, { singleValues }]) => (singleValues ? 1 : 0)),
      Uint32Array.from(ends),
      Int32Array.from(keys),
      Float64Array.from(counts),
    );
  }

  /** @param minute of the hour, from 0 to 59 */
  minute(minute: number): Kept | undefined {
    const position = this.minutes.indexOf(minute);
    return position < 0 ? undefined : this.at(position);
  }

  get all(): readonly (readonly [minute: number, kept: Kept])[] {
    return [...this.minutes].map((minute, position) => [minute, this.at(position)]);
  }

  /** How many bytes it takes. */
  get bytes(): number {
    const { counts, ends, keys, known, minutes, totals } = this;
    return [counts, ends, keys, known, minutes, totals].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  private at(position: number): Kept {
    const [count = 0, sum = 0, minimum = 0, maximum = 0] = this.totals.subarray(4 * position, 4 * position + 4);
    const { counts, ends, keys } = this;
    const each = (visit: (value: number, count: number) => void) => {
      for (let index = ends[position - 1] ?? 0; index < (ends[position] ?? 0); index++) {
        // The least and the greatest value are known, and no other lies beyond them.
        visit(Math.min(Math.max(valueOfKey(keys[index] ?? 0), minimum), maximum), counts[index] ?? 0);
      }
    };
    return { count, sum, minimum, maximum, singleValues: this.known[position] === 1 ? { each } : undefined };
  }
}
