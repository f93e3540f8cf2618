import fc from 'fast-check';
import { redact } from '../../../lib/domain/sampling/redact';

/** What stands beside a secret in a sentence, a list, a table, JSON, Markdown, a query, or another script. */
const BESIDE = [
  ...[
    '',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\u00A0',
    '\u3000',
    '\u200B',
    '\u2028',
    ',',
    ', ',
    '.',
    '. ',
    ';',
    ':',
    '!',
    '?',
    '…',
  ],
  ...[
    '"',
    "'",
    '`',
    '“',
    '”',
    '«',
    '»',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '<',
    '>',
    '{"',
    '"}',
    '",',
    "',",
    '")',
    '],',
    '**',
  ],
  ...[
    '_',
    '__',
    '*',
    '~',
    '#',
    '|',
    '\\',
    '/',
    '=',
    '&',
    '@ ',
    '-',
    '–',
    '—',
    '- ',
    '$',
    '€',
    '%',
    '^',
    '、',
    '。',
    '，',
    '：',
  ],
  ...['订单', '号', 'の', 'заказ ', 'é ', '🙂', '👍🏽', 'ال', '،'],
] as const;

const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: least, maxLength: most });
const characters = (alphabet: string, least: number, most = least) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: least, maxLength: most });
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const ALNUM = `${LOWER}${UPPER}0123456789`;
const grouped = (text: string, size: number, by: string) =>
  (text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? []).join(by);

function luhnSum(text: string): number {
  return Array.from(text)
    .reverse()
    .reduce((sum, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return sum + (value > 9 ? value - 9 : value);
    }, 0);
}

const card = fc
  .tuple(digits(12, 18), fc.constantFrom('', ' ', '-', '\u00A0', '\u2009', '.'))
  .map(([body, by]) => grouped(`${body}${(10 - (luhnSum(`${body}0`) % 10)) % 10}`, 4, by));

const iban = fc
  .tuple(
    characters(UPPER, 2),
    characters(`${UPPER}0123456789`, 11, 26),
    fc.constantFrom('', ' ', '\u00A0'),
    fc.boolean(),
  )
  .map(([country, account, by, lower]) => {
    const numbers = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
    const check = String(98n - (BigInt(numbers) % 97n)).padStart(2, '0');
    const compact = `${country}${check}${account}`;
    return by === '' && lower ? compact.toLowerCase() : grouped(compact, 4, by);
  });

const phone = fc
  .tuple(digits(2, 3), digits(3, 4), digits(4, 4), fc.constantFrom(' ', '-', '.', '\u00A0', '\u2011', '/'))
  .chain(([area, exchange, line, by]) =>
    fc.constantFrom(
      `+44${by}${area}${by}${exchange}${by}${line}`,
      `+1 (${area}) ${exchange}-${line}`,
      `0${area}${by}${exchange}${by}${line}`,
      `00 49 ${area} ${exchange} ${line}`,
      `(${area.padEnd(3, '7')}) ${exchange.slice(0, 3)}-${line}`,
      `${area.padEnd(3, '7')}${by === '/' ? '-' : by}${exchange.slice(0, 3)}${by === '/' ? '-' : by}${line}`,
    ),
  );

/** At least a digit and a letter of each case, as keys have that were drawn at random. */
const drawn = (alphabet: string, least: number, most: number) =>
  characters(alphabet, least - 3, most - 3).map((text) => `a${text}7Q`);

const SECRETS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'a long number': digits(9, 24),
  'a long number in other digits': fc
    .tuple(digits(9, 20), fc.constantFrom(0x660, 0x6f0, 0x966, 0xff10))
    .map(([text, zero]) => text.replace(/./g, (digit) => String.fromCodePoint(zero + Number(digit)))),
  'a payment card': card,
  'a payment card with its code and its end': fc.tuple(card, digits(3, 4)).map(([number, code]) => `${number} ${code}`),
  'a bank account': iban,
  'a telephone number': phone,
  'a social security number': fc.tuple(digits(3, 3), digits(2, 2), digits(4, 4)).map((parts) => parts.join('-')),
  'an IPv4 address': fc.ipV4(),
  'an IPv6 address': fc.ipV6().filter((text) => text !== '::'),
  'an e-mail address': fc.emailAddress(),
  'a link': fc.webUrl({ withQueryParameters: true, withFragments: true }),
  'an access key': fc
    .tuple(fc.constantFrom('AKIA', 'ASIA'), characters(`${UPPER}234567`, 16))
    .map((parts) => parts.join('')),
  'a key with a prefix': fc
    .tuple(
      fc.constantFrom('sk-', 'sk-proj-', 'pk_live_', 'ghp_', 'gho_', 'ghs_', 'xoxb-', 'glpat-'),
      characters(`${ALNUM}_-`, 18, 40),
    )
    .map(([prefix, rest]) => `${prefix}${rest.replace(/^[_-]|[_-]$/g, 'x')}`),
  'a web token': fc
    .tuple(characters(`${ALNUM}_-`, 10, 40), characters(`${ALNUM}_-`, 10, 40), characters(ALNUM, 20, 40))
    .map(([head, body, signature]) => `eyJ${head}.eyJ${body}.${signature}`),
  'a key in base64': drawn(`${ALNUM}+/`, 24, 60).map((text) => `${text}==`),
  'a key in base64 for URLs': drawn(`${ALNUM}_-`, 24, 60),
  'a key in hexadecimal': characters('0123456789abcdef', 30, 64).map((text) => `a1${text}`),
  'an identifier': fc.uuid(),
};

/** Whatever is left of what was taken out, beside what stands for it. */
function leftOf(text: string): string {
  return text.replace(/\[(?:address|card|email|iban|ip|link|name|number|phone|secret)\]/g, '');
}

describe('what looks like a secret', () => {
  it.each(Object.entries(SECRETS))('is taken out whole, whatever stands beside it: %s', (_, secret) => {
    const beside = fc.constantFrom(...BESIDE);
    fc.assert(
      fc.property(beside, secret, beside, (before, planted, after) => {
        const { text, found } = redact(`${before}${planted}${after}`);
        expect(found.length).toBeGreaterThan(0);
        expect(leftOf(text)).not.toMatch(/[A-Za-z]|\p{Nd}/u);
      }),
      { numRuns: 300 },
    );
  });

  it.each(Object.entries(SECRETS))('is taken out twice where it stands twice: %s', (_, secret) => {
    fc.assert(
      fc.property(secret, fc.constantFrom(', ', '\n', '","', ' / ', '; ', '|'), (planted, between) => {
        expect(leftOf(redact(`${planted}${between}${planted}`).text)).not.toMatch(/[A-Za-z]|\p{Nd}/u);
      }),
    );
  });

  it.each(['a', '1', '1 ', '-', 'a.', 'a@', 'A1', '(1', '::', 'Aa ', 'eyJ-', '0 ', '+ '])(
    'is looked for in a time that grows with the text and not faster: %j over and over',
    (part) => {
      const cpuOf = (length: number) => {
        const text = part.repeat(length / part.length);
        const before = process.cpuUsage();
        redact(text);
        const { user, system } = process.cpuUsage(before);
        return user + system;
      };
      cpuOf(5_000);
      // Eight times the text: eight times the work, or 64 times where it is quadratic; below a tenth of a second nobody minds.
      expect(cpuOf(40_000)).toBeLessThan(Math.max(24 * cpuOf(5_000), 100_000));
    },
  );
});
