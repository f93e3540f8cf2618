import { replaceWritten } from './replace-written';

/** A placeholder, such as the key `none` of a model on one's own machine, is no secret, and may be part of any word. */
const LEAST_CHARACTERS = 6;

/**
 * A text that nothing prints: not an error, not JSON, not a log. Only who hands it to where it belongs takes it out.
 */
export class Secret {
  readonly #value: string;

  /** @param what what it is and where it is kept, for people: it stands wherever the secret would be printed */
  constructor(
    value: string,
    readonly what: string,
  ) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /**
   * A text from outside without the secret, of whatever length and whichever way it is written there: as it is, or escaped
   * for JSON or a URL. Never throws.
   */
  hiddenIn(text: string): string {
    const value = this.#value.trim();
    return value.length < LEAST_CHARACTERS ? text : replaceWritten(text, value, this.toString());
  }

  toString(): string {
    return `(${this.what})`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** What `console.log` and Lambda's logs make of it (Node.js, "util.inspect.custom"). */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
