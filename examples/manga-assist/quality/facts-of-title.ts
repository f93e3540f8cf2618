import { type Title } from '../service/catalogue/title';
import { type Fact } from './quality-case';

/** The number of volumes, whatever the language calls them. */
export function countOf({ volumes }: Title): Fact {
  return { matches: `(?<![\\p{N}.,$])${volumes}(?![\\p{N}]|[.,]\\p{N})` };
}

/** The number of volumes, as English says it. */
export function volumesOf({ volumes }: Title): Fact {
  const noun = volumes === 1 ? 'volume' : 'volumes';
  return { matches: `\\b${volumes} (?:\\w+ )?(?:${noun}|books?|tankobon)\\b` };
}

/** Any other number of volumes. */
export function otherVolumesThan({ volumes }: Title): Fact {
  return { matches: `\\b(?!${volumes}\\b)\\d+ (?:volumes?|books?)\\b` };
}

/** Each author, with the family name last or first. */
export function authorsOf({ authors }: Title): readonly Fact[] {
  return authors.map((name) => {
    const [given = '', ...family] = name.split(' ');
    return family.length === 0 ? name : { anyOf: [name, `${family.join(' ')} ${given}`] };
  });
}

export function yearOf({ firstYear }: Title): Fact {
  return String(firstYear);
}

/** The price of one volume. */
export function priceOf({ priceCents }: Title): Fact {
  return `$${(priceCents / 100).toFixed(2)}`;
}

/** The price of the whole series. */
export function wholePriceOf({ priceCents, volumes }: Title): Fact {
  const dollars = ((priceCents * volumes) / 100).toFixed(2);
  const grouped = dollars.replace(/^(\d)(\d{3}\.)/u, '$1,$2');
  return grouped === dollars ? `$${dollars}` : { anyOf: [`$${dollars}`, `$${grouped}`] };
}

/** The readers it was made for, in the spellings that are in use. */
export function readersOf({ demographic }: Title): Fact {
  switch (demographic) {
    case 'shonen':
      return { anyOf: ['shonen', 'shounen', 'shōnen'] };
    case 'shojo':
      return { anyOf: ['shojo', 'shoujo', 'shōjo'] };
    default:
      return demographic;
  }
}
