const PLACES: Readonly<Record<string, number>> = {
  ...{ first: 0, second: 1, third: 2, last: -1 },
  ...{ '1st': 0, '2nd': 1, '3rd': 2 },
};

const place = `(${Object.keys(PLACES).join('|')})`;

/** Only with a noun, or alone: "when was it first published" points at nothing in a list. */
const POINTING = new RegExp(`\\b${place} (?:book|manga|one|series|title)\\b|^(?:and )?(?:the )?${place}$`, 'u');

/**
 * The place in a list that a message points at, as `Array.prototype.at` takes it.
 *
 * @param message folded words with one space between them
 */
export function ordinalIn(message: string): number | undefined {
  const found = POINTING.exec(message);
  return PLACES[found?.[1] ?? found?.[2] ?? ''];
}
