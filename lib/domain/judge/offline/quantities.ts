import { stemOf } from './clauses';
import { plainText } from '../fact';

/** A number with the words that say what it counts. */
export interface Quantity {
  readonly value: number;
  /** Stems, symbols such as `$`, and labels such as `volum #`; two quantities with one in common are comparable. */
  readonly units: readonly string[];
}

/** A day. The year is left out where it is not said. */
export interface CalendarDay {
  readonly month: number;
  readonly day: number;
  readonly year?: number;
}

export interface Figures {
  readonly quantities: readonly Quantity[];
  readonly days: readonly CalendarDay[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const ORDINAL = '(\\d{1,2})(?:st|nd|rd|th)?';
const DAY_FIRST = new RegExp(`\\b${ORDINAL} (?:of )?${MONTH}\\b\\.?(?:,? (\\d{4}))?`, 'g');
const MONTH_FIRST = new RegExp(`\\b${MONTH}\\.? ${ORDINAL}\\b(?:,? (\\d{4}))?`, 'g');
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/g;

const NUMBER_WORDS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value) => [word, value] as const),
  ...'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, 20 + 10 * index] as const),
]);
const NUMBER_WORD = new RegExp(`\\b(?:${Object.keys(NUMBER_WORDS).join('|')})\\b`, 'g');

const SYMBOLS: Readonly<Record<string, string>> = {
  dollar: '$',
  dollars: '$',
  usd: '$',
  euro: '€',
  euros: '€',
  eur: '€',
  pound: '£',
  pounds: '£',
  gbp: '£',
  percent: '%',
};
/** A number after one of these is a name and no count. */
const LABELS: ReadonlySet<string> = new Set([
  'volume',
  'volumes',
  'vol',
  'chapter',
  'part',
  'version',
  'page',
  'step',
  'level',
  'section',
]);
const NO_UNIT: ReadonlySet<string> = new Set([
  'of',
  'or',
  'and',
  'to',
  'the',
  'a',
  'in',
  'on',
  'at',
  'for',
  'is',
  'are',
  'more',
  'per',
  'from',
  'with',
  'by',
]);

const NUMBER =
  /([a-z]+\.? )?([$€£])?\s?(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:\s?([%$€£]))?((?:[ -][a-z]+){0,2})/g;
const RANGE = /(\d)( ?(?:to|or|-) ?)([$€£]?\d[\d.,]*)((?:[ -][a-z]+){1,2})/g;

/** The numbers and days of a text. Lines never run into each other. */
export function figuresOf(text: string): Figures {
  const found = text.split(/[\n\r\u2028\u2029]/).map((line) => {
    const days: CalendarDay[] = [];
    const keep = (month: number, day: number, year: string | undefined) => {
      days.push(year === undefined ? { month, day } : { month, day, year: Number(year) });
      // A mark that ends a clause, so that what stood around the day does not become a unit.
      return ' ; ';
    };
    const rest = plainText(line)
      .toLowerCase()
      .replace(ISO, (_, year: string, month: string, day: string) => keep(Number(month), Number(day), year))
      .replace(DAY_FIRST, (_, day: string, month: string, year?: string) => keep(monthOf(month), Number(day), year))
      .replace(MONTH_FIRST, (_, month: string, day: string, year?: string) => keep(monthOf(month), Number(day), year))
      .replace(NUMBER_WORD, (word) => String(NUMBER_WORDS[word]))
      // What a range counts stands after its end only.
      .replace(RANGE, '$1$4$2$3$4');
    return { days, quantities: [...rest.matchAll(NUMBER)].map(quantityOf) };
  });
  return { quantities: found.flatMap(({ quantities }) => quantities), days: found.flatMap(({ days }) => days) };
}

/** A text without its numbers and days, in figures or in words: what is left says what they are about. */
export function withoutFigures(text: string): string {
  return [ISO, DAY_FIRST, MONTH_FIRST, NUMBER_WORD, /\p{N}[\p{L}\p{N}.,]*/gu].reduce(
    (left, figure) => left.replace(figure, ' '),
    plainText(text).toLowerCase(),
  );
}

/** Whether two days may be the same; one without a year may be in any. */
export function sameDay(left: CalendarDay, right: CalendarDay): boolean {
  const sameYear = left.year === undefined || right.year === undefined || left.year === right.year;
  return left.month === right.month && left.day === right.day && sameYear;
}

export function comparable(left: Quantity, right: Quantity): boolean {
  return left.units.some((unit) => right.units.includes(unit));
}

function quantityOf(match: RegExpMatchArray): Quantity {
  const [, before = '', sign, whole = '', fraction = '', mark, after = ''] = match;
  const label = before.trim().replace(/\.$/, '');
  const words = after.split(/[ -]/).filter((word) => word !== '');
  const units = [sign, mark].filter((unit) => unit !== undefined);
  if (LABELS.has(label)) units.push(`${stemOf(label)} #`);
  else if (units.length === 0)
    for (const word of words) if (!NO_UNIT.has(word)) units.push(SYMBOLS[word] ?? stemOf(word));
  return { value: Number(whole.replaceAll(',', '') + fraction), units: [...new Set(units)] };
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3)) + 1;
}
