import type { Dice } from './dice';
import type { Json } from './json';

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  'Nope',
  'Ref',
  'Fn::Nope',
  'é😀',
  'a.b',
] as const;

const STRINGS = [
  ...NAMES,
  '${',
  '${}',
  '${Nope}',
  '${AWS::Nope}',
  '${Fn.Nope}',
  '${!Literal}',
  '\u0000',
  '\ud800',
  '-1',
  '1e999',
  'NaN',
  '99999999999999999999',
  'true',
  'null',
  '$.a[',
  '{% $nope( %}',
  'arn:aws:lambda:us-east-1:123456789012:function:nope',
  'arn:',
  '../../..',
  'rate(0 minutes)',
  'cron(* * * * ? 1)',
  'AWS::CloudFormation::WaitCondition',
  'x'.repeat(5_000),
  '('.repeat(200),
] as const;

const NUMBERS = [0, -0, -1, 0.5, 1e-9, 60, 901, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, -1e308] as const;

const DURATIONS = [
  '0s',
  '-5m',
  '1ms',
  '90s',
  '0.001ms',
  '1e9h',
  '99999999999d',
  `${'9'.repeat(400)}d`,
  'P1D',
  'PT-1S',
  '366d',
  '2 minutes',
] as const;

const MOMENTS = [
  '1970-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2026-03-29T00:59:00.000Z',
  '2028-02-29T12:00:00Z',
] as const;

/** A value that nobody asked for. */
export function junk(dice: Dice): Json {
  const kind = dice.below(9);
  switch (kind) {
    case 0:
    case 1:
      return dice.pick<Json>(STRINGS);
    case 2:
    case 3:
      return dice.pick(NUMBERS);
    case 4:
      return dice.pick(DURATIONS);
    case 5:
      return dice.pick([null, true, false]);
    case 6:
      return dice.pick<Json>([[], {}, [[]], [null], { '': {} }, [{}, {}]]);
    case 7:
      return nested(dice.pick([10, 200, 5_000]), dice.happens(0.5));
    default:
      return Array.from({ length: 300 }, (_, index) => index);
  }
}

/** Another value of the same type: what is read without complaint, and may not be expected further in. */
export function likeIt(value: Json, others: readonly Json[], dice: Dice): Json {
  const alike = others.filter(
    (other) => typeof other === typeof value && Array.isArray(other) === Array.isArray(value),
  );
  if (typeof value === 'number') return dice.pick([...NUMBERS, 1, 2, 100, value + 1, value / 2]);
  if (typeof value === 'string') {
    if (/^\d+m?s$|^\d+[mhd]$/.test(value)) return dice.pick(DURATIONS);
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return dice.pick(MOMENTS);
    if (dice.happens(0.3)) return dice.pick<Json>(STRINGS);
  }
  return typeof value === 'boolean' ? !value : (dice.pick(alike) ?? value);
}

/** A name that is unlikely to be a good one. */
export function junkName(dice: Dice): string {
  return dice.pick(NAMES);
}

function nested(depth: number, asList: boolean): Json {
  let value: Json = 'deep';
  for (let level = 0; level < depth; level++) value = asList ? [value] : { 'Fn::Nope': value };
  return value;
}
