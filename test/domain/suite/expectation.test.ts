import * as v from 'valibot';
import { expectationSchema, shown, unmet } from '../../../lib/domain/suite/expectation';
import cases from '../../cases/suite/expectations.json';
import refused from '../../cases/suite/refused-expectations.json';

describe('an expectation', () => {
  it.each(cases)('of a value: $name', (given) => {
    const value: unknown = 'value' in given ? given.value : undefined;
    expect(unmet(value, v.parse(expectationSchema, given.expect))).toEqual(given.unmet);
  });

  it.each(refused)('is refused for $name', ({ expect: written, says }) => {
    const { success, issues = [] } = v.safeParse(expectationSchema, written);
    expect(success).toBe(false);
    expect(issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`).join('\n')).toContain(says);
  });
});

describe('a value in a message', () => {
  it('is shown as JSON', () => {
    expect(shown({ a: ['ü', null] })).toBe('{"a":["ü",null]}');
  });

  it('is called nothing where it is missing', () => {
    expect(shown(undefined)).toBe('nothing');
  });

  it('is cut to 200 characters, the last of them an ellipsis', () => {
    expect(shown('x'.repeat(198))).toBe(`"${'x'.repeat(198)}"`);
    expect(shown('x'.repeat(199))).toBe(`"${'x'.repeat(198)}…`);
  });
});
