/** What stands in a transcript for what was taken out of it. */
export type Redacted = 'address' | 'card' | 'email' | 'iban' | 'ip' | 'link' | 'name' | 'number' | 'phone' | 'secret';

export interface RedactedText {
  readonly text: string;
  readonly found: readonly Redacted[];
}

interface Pattern {
  readonly kind: Redacted;
  readonly finds: RegExp;
  /** Whether what was found is one; all of it where nothing is said. */
  readonly isOne?: (found: string) => boolean;
}

const NAME = String.raw`\p{Lu}[\p{L}'’-]*\p{L}(?: \p{Lu}[\p{L}'’-]*\p{L}){0,3}`;

/** In this order: what is part of something longer comes after it. */
const PATTERNS: readonly Pattern[] = [
  { kind: 'link', finds: /\b(?:https?|ftp):\/\/\S+/giu },
  { kind: 'email', finds: /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu },
  { kind: 'iban', finds: /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b/g },
  {
    kind: 'secret',
    finds:
      /\b(?:AKIA|ASIA)[A-Z\d]{16}\b|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:sk|pk|ghp|gho|xox[abp])[-_][\w-]{16,}|\b(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=]{24,}/g,
  },
  { kind: 'card', finds: /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/g, isOne: passesLuhn },
  { kind: 'ip', finds: /\b(?:\d{1,3}\.){3}\d{1,3}\b/g },
  { kind: 'number', finds: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g },
  {
    kind: 'phone',
    finds: /(?<![\w+])(?:\+|\(\d|0)[\d ()./-]{7,}\d(?!\w)/g,
    isOne: (found) => digitsOf(found).length >= 8,
  },
  { kind: 'phone', finds: /(?<![\w-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])/g },
  { kind: 'number', finds: /(?<![\w.,])\d{9,}(?![\w,])/g },
  {
    kind: 'address',
    finds:
      /\b\d{1,5}[a-z]? (?:\p{Lu}[\p{L}.]+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Boulevard|Blvd|Court|Square|Way)\b/gu,
  },
  {
    kind: 'name',
    finds: new RegExp(`(?<=\\b(?:[Mm]y name is|[Mm]y name's|[Ii] am called|[Nn]ame: ?) ?)${NAME}`, 'gu'),
  },
  { kind: 'name', finds: new RegExp(`(?<=\\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\\.? )${NAME}`, 'gu') },
];

/**
 * Takes out what looks like a person or a secret: `[email]` stands for an address, and so on. It goes by patterns, so it
 * misses what has none: a name in the middle of a sentence, a rare address, a story that only one customer can tell.
 * A person has to read what is left before it is kept.
 */
export function redact(text: string): RedactedText {
  const found: Redacted[] = [];
  const left = PATTERNS.reduce(
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

/** The check digit of payment cards: ISO/IEC 7812-1, annex B. */
function passesLuhn(found: string): boolean {
  const sum = Array.from(digitsOf(found))
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
