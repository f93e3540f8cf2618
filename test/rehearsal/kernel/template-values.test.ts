import * as v from 'valibot';
import { templateBoolean, templateNumber } from '../../../lib/rehearsal/kernel/template-values';

const REFUSED = 'refused';

function read(schema: v.GenericSchema, value: unknown): unknown {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : REFUSED;
}

describe('a number of a template', () => {
  it.each<readonly [unknown, unknown]>([
    [3, 3],
    ['3', 3],
    ['0.5', 0.5],
    ['many', REFUSED],
    [Infinity, REFUSED],
    [true, REFUSED],
    [null, REFUSED],
  ])('reads %j as %j', (value, expected) => {
    expect(read(templateNumber, value)).toBe(expected);
  });
});

describe('a truth value of a template', () => {
  it.each<readonly [unknown, unknown]>([
    [true, true],
    [false, false],
    ['true', true],
    ['false', false],
    ['yes', REFUSED],
    [1, REFUSED],
  ])('reads %j as %j', (value, expected) => {
    expect(read(templateBoolean, value)).toBe(expected);
  });
});
