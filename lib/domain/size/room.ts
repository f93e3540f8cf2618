import { jsonBytes } from './json-bytes';
import { divided } from './shortened';

const COMMA_BYTES = 1;

/** What a JSON text has room for. Of the texts in it none has more than its part. */
export class Room {
  /** The ends of the texts that were taken in part. */
  readonly rests: string[] = [];

  constructor(
    private left: number,
    private readonly textBytes: number,
  ) {}

  /** Takes a value, made with the texts as short as they have to be, unless there is no room for it any more. */
  take<T>(made: (short: (text: string) => string) => T): T | undefined {
    const rests: string[] = [];
    const value = made((text) => {
      const { text: kept, rest } = divided(text, this.textBytes);
      if (rest !== '') rests.push(rest);
      return kept;
    });
    const bytes = jsonBytes(value) + COMMA_BYTES;
    if (bytes > this.left) return undefined;
    this.left -= bytes;
    this.rests.push(...rests);
    return value;
  }

  /** Whether a text is short enough to be taken as it is. */
  takesWhole(text: string): boolean {
    return divided(text, this.textBytes).text === text;
  }
}
