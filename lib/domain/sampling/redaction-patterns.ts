/** What stands in a transcript for what was taken out of it. */
export type Redacted = 'address' | 'card' | 'email' | 'iban' | 'ip' | 'link' | 'name' | 'number' | 'phone' | 'secret';

export interface RedactionPattern {
  readonly kind: Redacted;
  readonly finds: RegExp;
  /** Whether what was found is one; all of it where nothing is said. */
  readonly isOne?: (found: string) => boolean;
}

// What stands beside a secret is anything: a comma, a quote, an underscore of Markdown, a letter of a script that has no
// spaces. So the edges of a pattern name what would make it part of something longer, and never `\b`, for which `_` is a
// letter and `é` is none. A pattern that may run far begins only where its run begins, so that no text takes long.
const SPACE = String.raw`[ \u00A0\u2000-\u200A\u202F\u3000]`;
const BETWEEN = String.raw`[ \u00A0\u2000-\u200A\u202F\u3000\u2010-\u2015\u2212.()/-]`;
const HYPHEN = String.raw`[ \u00A0\u2010-\u2015\u2212.-]`;
const BEFORE = String.raw`(?<![A-Za-z\d])`;
const AFTER = String.raw`(?![A-Za-z\d])`;
const WORD = String.raw`[\p{L}\p{M}'’-]*[\p{L}\p{M}]`;
const NAME = String.raw`[\p{Lu}\p{Lo}]${WORD}(?:${SPACE}\p{Lu}${WORD}){0,3}`;
const MAIL = String.raw`[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_\x60{|}~@-]`;
const LABEL = String.raw`[\p{L}\p{M}\p{N}-]+`;

/** In this order: what is part of something longer comes after it. */
export const REDACTION_PATTERNS: readonly RedactionPattern[] = [
  { kind: 'email', finds: pattern(`(?<!${MAIL})${MAIL}*[\\p{L}\\p{M}\\p{N}]`), isOne: hasMail },
  {
    kind: 'secret',
    finds: /(?<=(?:password|passwort|passphrase|passcode|api[ _-]?key)["']? ?[:=] ?)(?!\[secret\])\S+/giu,
  },
  { kind: 'secret', finds: pattern(`${BEFORE}[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}${AFTER}`, 'giu') },
  { kind: 'secret', finds: /[\w.-]+/g, isOne: isWebToken },
  { kind: 'secret', finds: pattern(`${BEFORE}(?:AKIA|ASIA)[A-Z\\d]{16}${AFTER}`) },
  { kind: 'secret', finds: pattern(`${BEFORE}(?:[spr]k|gh[a-z]|xox[a-z]|glpat|github_pat)[-_][\\w-]{16,}`) },
  { kind: 'secret', finds: /[\w+/=-]{24,}/g, isOne: isDrawn },
  // After the secrets, which may have `www` before a full stop in them; a link goes on over what was taken out of it, which
  // may begin with its slashes.
  { kind: 'link', finds: /(?:(?:https?|ftp|wss?):(?:\/\/|(?=\[))|www\.)\S+/giu },
  {
    kind: 'iban',
    finds: pattern(`${BEFORE}[A-Z]{2}\\d{2}(?:${SPACE}?[A-Z\\d]{4}){2,7}(?:${SPACE}?[A-Z\\d]{1,3})?${AFTER}`),
  },
  { kind: 'iban', finds: pattern(`${BEFORE}[A-Z]{2}\\d{2}[A-Z\\d]{11,30}${AFTER}`, 'giu') },
  { kind: 'ip', finds: /(?<![A-Za-z\d:])[\dA-Fa-f]{0,4}:[\dA-Fa-f:]*(?:\.\d{1,3}){0,3}/g, isOne: isAddress6 },
  { kind: 'card', finds: pattern(`(?<!\\d)\\d(?:${BETWEEN}?\\d){12,}`), isOne: hasCard },
  { kind: 'ip', finds: /(?<!\d)(?:\d{1,3}\.){3}\d{1,3}(?!\d)/g },
  { kind: 'number', finds: pattern(`(?<!\\d)\\d{3}${HYPHEN}\\d{2}${HYPHEN}\\d{4}(?!\\d)`) },
  { kind: 'phone', finds: pattern(`(?<!\\d)[+(]{0,2}\\d(?:${BETWEEN}{0,3}\\d){7,}`), isOne: hasPhone },
  { kind: 'number', finds: /\p{Nd}{9,}/gu },
  {
    kind: 'address',
    finds: pattern(
      `(?<!\\d)\\d{1,5}[a-z]? (?:\\p{Lu}[\\p{L}\\p{M}.'’-]+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Boulevard|Blvd|Court|Square|Way)(?!\\p{L})`,
    ),
  },
  {
    kind: 'name',
    finds: pattern(
      `(?<=(?<![A-Za-z])(?:[Mm]y name is|[Mm]y name['’]s|[Ii] am called|[Nn]ame:${SPACE}?)${SPACE}?)${NAME}`,
    ),
  },
  { kind: 'name', finds: pattern(`(?<=(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr|Prof)\\.?${SPACE})${NAME}`) },
];

function pattern(source: string, flags = 'gu'): RegExp {
  return new RegExp(source, flags);
}

const ADDRESS = pattern(`[^@]@${LABEL}(?:\\.${LABEL})+`, 'u');

/** Of what is joined to an address by characters that an address may have, nobody can say that it is none of it. */
function hasMail(found: string): boolean {
  return ADDRESS.test(found);
}

/** RFC 7519: three parts, of which the first is a JSON object in base64 for URLs, and so begins like this. */
function isWebToken(found: string): boolean {
  return found.split('.').length > 2 && /(?:^|[^A-Za-z\d])eyJ/.test(found);
}

const NATIONAL = pattern(`(?<!\\d)\\(?\\d{3}\\)?${HYPHEN}\\d{3}${HYPHEN}\\d{4}(?!\\d)`, 'u');

/** With a country or an area, or with a zero in front. What else stands beside it is taken out with it. */
function hasPhone(found: string): boolean {
  if (/^[+(]/.test(found) || NATIONAL.test(found)) return true;
  const zero = found.search(/(?<!\d)0/);
  return zero >= 0 && digitsOf(found.slice(zero)).length >= 8;
}

/** Letters and digits without a hyphen for so long are no word; with hyphens they are one if all is in lower case. */
function isDrawn(found: string): boolean {
  if (/\d/.test(found) && /[a-z]/.test(found) && /[A-Z]/.test(found)) return true;
  return found.split('-').some((part) => part.length >= 24 && /\d/.test(part) && /[A-Za-z]/.test(part));
}

/** Not a time, which has colons too. */
function isAddress6(found: string): boolean {
  if (!/[\dA-Fa-f]/.test(found)) return false;
  return found.includes('::') || found.split(':').length > 6;
}

/** Whether a card is among digits that may go on with the end of its validity and its code: it has 13 to 19. */
function hasCard(found: string): boolean {
  const digits = digitsOf(found);
  for (let from = 0; from + 13 <= digits.length; from++) {
    for (let length = 13; length <= Math.min(19, digits.length - from); length++) {
      if (passesLuhn(digits.slice(from, from + length))) return true;
    }
  }
  return false;
}

/** The check digit of payment cards: ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
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
