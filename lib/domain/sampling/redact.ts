import { REDACTION_PATTERNS, type Redacted } from './redaction-patterns';

export interface RedactedText {
  readonly text: string;
  readonly found: readonly Redacted[];
}

/**
 * Takes out what looks like a person or a secret: `[email]` stands for an address, and so on. It goes by patterns, so it
 * misses what has none: a name in the middle of a sentence, a rare address, a story that only one customer can tell.
 * A person has to read what is left before it is kept.
 */
export function redact(text: string): RedactedText {
  const found: Redacted[] = [];
  const left = REDACTION_PATTERNS.reduce(
    (so, { kind, finds, isOne = () => true }) =>
      so.replace(finds, (one) => {
        if (!isOne(one)) return one;
        found.push(kind);
        return `[${kind}]`;
      }),
    text,
  );
  return { text: left, found };
}
