/** How long a series may be, in volumes; both ends belong to it. */
export interface VolumeLimits {
  readonly minVolumes?: number;
  readonly maxVolumes?: number;
}

/** What "short" and "long" mean in this shop, in volumes. */
const SHORT = 10;
const LONG = 25;

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50 },
};

const number = `(\\d{1,3}|${Object.keys(NUMBER_WORDS).join('|')})`;
const books = ' (?:volumes?|books?)';

/** Each with the two limits that its number stands for. */
const RULES: readonly { readonly says: RegExp; readonly limits: (count: number) => VolumeLimits }[] = [
  {
    says: new RegExp(`\\b(?:no more than|not more than|at most|up to|maximum) ${number}${books}`, 'u'),
    limits: atMost,
  },
  { says: new RegExp(`\\b(?:no less than|no fewer than|at least|minimum) ${number}${books}`, 'u'), limits: atLeast },
  {
    says: new RegExp(`\\b(?:under|below|less than|fewer than|shorter than) ${number}${books}`, 'u'),
    limits: fewerThan,
  },
  { says: new RegExp(`\\b(?:over|above|more than|longer than) ${number}${books}`, 'u'), limits: moreThan },
  { says: new RegExp(`\\b${number}${books} or (?:less|fewer|shorter)\\b`, 'u'), limits: atMost },
  { says: new RegExp(`\\b${number}${books} or (?:more|longer)\\b`, 'u'), limits: atLeast },
  { says: /\bshort\b/u, limits: () => atMost(SHORT) },
  { says: /\blong (?:manga|one|series|story)\b/u, limits: () => atLeast(LONG) },
];

/**
 * The limits that a message sets, if it does.
 *
 * @param message folded words with one space between them
 */
export function volumeLimitsIn(message: string): VolumeLimits | undefined {
  for (const { says, limits } of RULES) {
    const found = says.exec(message);
    if (found) return limits(countOf(found[1] ?? ''));
  }
  return undefined;
}

function countOf(text: string): number {
  return NUMBER_WORDS[text] ?? Number(text);
}

function atMost(count: number): VolumeLimits {
  return { maxVolumes: count };
}

function atLeast(count: number): VolumeLimits {
  return { minVolumes: count };
}

function fewerThan(count: number): VolumeLimits {
  return { maxVolumes: count - 1 };
}

function moreThan(count: number): VolumeLimits {
  return { minVolumes: count + 1 };
}
