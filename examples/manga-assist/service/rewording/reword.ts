/** A reply as the rules put it, and what it answers. */
export interface PlainReply {
  /** What the shopper said. It decides the language, and nothing else. */
  readonly message: string;
  readonly reply: string;
}

/**
 * Says a reply in other words, in the shopper's language. Undefined where it cannot.
 *
 * It may be wrong: a model that is asked to change nothing but the words sometimes changes more. That is what the
 * quality gate looks for.
 */
export type Reword = (plain: PlainReply) => Promise<string | undefined>;
