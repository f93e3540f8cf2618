import type { Value } from './figure';
import type { FigureUnit } from './figure-kinds';
import type { Figure } from './figures-report';

const UNITS: readonly (readonly [number, string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];

/** A value with its unit, such as `4.2 h`, `7.5 %` or `3.1 a week`. */
export function valueText(value: Value, unit: FigureUnit): string {
  if (value === 'unknown') return value;
  switch (unit) {
    case 'milliseconds': {
      const [size, name] = UNITS.find(([least]) => Math.abs(value) >= 2 * least) ?? [1000, 's'];
      return `${digits(value / size)} ${name}`;
    }
    case 'share':
      return `${digits(value * 100)} %`;
    case 'per week':
      return `${digits(value)} a week`;
    case 'commits':
    case 'requests':
    case 'minutes':
    case 'releases':
      return `${digits(value)} ${value === 1 ? unit.slice(0, -1) : unit}`;
  }
}

/** What is known of a value: its bounds, how many it is of, and for how many it is unknown. */
export function knownText({ interval, between, of, unknownFor, unit }: Figure): string {
  const text = (value: number) => valueText(value, unit);
  return [
    ...(interval ? [`${text(interval.lower)} to ${text(interval.upper)}`] : []),
    ...(between
      ? [
          between.most === undefined
            ? `at least ${text(between.least)}`
            : `between ${text(between.least)} and ${text(between.most)}`,
        ]
      : []),
    `of ${of}`,
    ...(unknownFor > 0 ? [`unknown for ${unknownFor}`] : []),
  ].join(', ');
}

/** What a figure is made of, where it says more than the number. */
export function partsText({ parts = {} }: Figure): string {
  return Object.entries(parts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

/** Three digits that count, and whole numbers as they are. */
function digits(value: number): string {
  return Number.isInteger(value) || Math.abs(value) >= 100
    ? String(Math.round(value))
    : String(Number(value.toPrecision(2)));
}
