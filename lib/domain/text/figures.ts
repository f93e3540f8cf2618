/** A count with its thousands apart, such as `1 204`. */
export function countText(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** One of these, or several, such as `1 minute`, `1 204 calls`. */
export function counted(count: number, what: string): string {
  return `${countText(count)} ${what}${count === 1 ? '' : 's'}`;
}

/** A share in percent by two figures, such as `6.1 %`, `0.52 %`, `100 %`. */
export function percentText(share: number): string {
  const percent = share * 100;
  return `${percent >= 10 ? Math.round(percent) : Number(percent.toPrecision(2))} %`;
}

/** A number in a row, such as `1st`, `92nd`, `99th`, `99.9th`. */
export function ordinalText(place: number): string {
  const isTeen = place % 100 > 10 && place % 100 < 14;
  const ending = { 1: 'st', 2: 'nd', 3: 'rd' }[place % 10];
  return `${place}${isTeen ? 'th' : (ending ?? 'th')}`;
}

/** The time of a day, such as `09:18 UTC`. */
export function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}

/** Some names in a row, such as `a, b and c`. */
export function listText(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** How long something took, by the largest unit that it has two of, such as `90 seconds`, `8 minutes`, `3 hours`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [unit, length] = UNITS.find(([, unitSeconds]) => seconds >= unitSeconds * 2) ?? ['second', 1];
  const count = Math.floor(seconds / length);
  return counted(count, unit);
}

/** From two of a unit on it is said in it: 90 seconds say more than 1 minute. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;
