/** What an answer must or must not say: words, one of several ways to put it, or a regular expression. */
export type Fact = string | { readonly anyOf: readonly string[] } | { readonly matches: string };

/** A case of the quality suite, as its file has it. */
export interface QualityCase {
  readonly key: string;
  /** What the shopper says, turn by turn. The answer to the last turn is judged. */
  readonly turns: readonly string[];
  readonly reference?: string;
  /** What the last answer must say. */
  readonly required?: readonly Fact[];
  /** What no answer may say. */
  readonly forbidden?: readonly Fact[];
  readonly tags: readonly string[];
  readonly weight?: number;
  readonly critical?: boolean;
}
