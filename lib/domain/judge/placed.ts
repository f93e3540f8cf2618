/** Where a text stands beside an answer. */
export const PLACES = ['before', 'after', 'around', 'within'] as const;
export type Place = (typeof PLACES)[number];

/** An answer with another text beside it, or between its sentences; before the only one there is. */
export function placed(answer: string, text: string, place: Place): string {
  switch (place) {
    case 'before':
      return `${text}\n\n${answer}`;
    case 'after':
      return `${answer}\n\n${text}`;
    case 'around':
      return `${text}\n\n${answer}\n\n${text}`;
    case 'within': {
      const [, first = '', rest = answer] = /^([^]*?[.!?]\s+)([^]+)$/.exec(answer) ?? [];
      return `${first}\n\n${text}\n\n${rest}`.trimStart();
    }
  }
}

/** @param draw from 0 to 1, without 1 */
export function placeBy(draw: number): Place {
  return PLACES[Math.floor(draw * PLACES.length)] ?? 'after';
}
