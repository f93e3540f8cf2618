import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import { shownValue } from '../../../lib/rehearsal/kernel/shown-value';

describe('a value in a message', () => {
  it.each([
    ['text', '"text"'],
    [{ a: [1] }, '{"a":[1]}'],
    [undefined, 'missing'],
    ['x'.repeat(5000), `"${'x'.repeat(299)}…`],
  ])('is shown as JSON, as far as it takes to recognise it: %#', (value, shown) => {
    expect(shownValue(value)).toBe(shown);
  });

  it('leaves room for the place and the fix', () => {
    const { message } = new NotEmulated('x'.repeat(5000), 'S.template.json, Fn');
    expect(message.length).toBeLessThan(1000);
    expect(message).toContain('Met in S.template.json, Fn');
  });
});
