import * as v from 'valibot';
import { issueSentence } from '../../../lib/domain/gate/issue-sentence';

const sentence = (schema: v.GenericSchema, value: unknown) => {
  const [issue] = v.safeParse(schema, value).issues ?? [];
  return issue && issueSentence(issue, (path) => path.toUpperCase());
};

describe('the sentence of what is wrong', () => {
  it.each<[string, v.GenericSchema, unknown, string]>([
    ['what it must be', v.object({ a: v.number() }), { a: 'x' }, '`A` must be number, got: "x"'],
    [
      'the words of the rule, where it has some',
      v.object({ a: v.number('must count') }),
      { a: 'x' },
      '`A` must count, got: "x"',
    ],
    [
      'what the rule makes of it, where there is nothing it must be',
      v.object({
        a: v.pipe(
          v.number(),
          v.check(() => false),
        ),
      }),
      { a: 1 },
      '`A` Invalid input: Received 1, got: 1',
    ],
    ['no name, for the whole', v.number(), 'x', '`` must be number, got: "x"'],
  ])('says %s', (_, schema, value, expected) => {
    expect(sentence(schema, value)).toBe(expected);
  });

  it('shows nothing of an object as a whole, as that it is one says nothing', () => {
    const schema = v.pipe(
      v.object({}),
      v.check(() => false, 'must add up'),
    );
    expect(sentence(v.object({ a: schema }), { a: {} })).toBe('`A` must add up');
  });

  it('has the path itself where nobody has another name for it', () => {
    const [issue] = v.safeParse(v.object({ a: v.object({ b: v.number() }) }), { a: { b: 'x' } }).issues ?? [];
    expect(issue && issueSentence(issue)).toBe('`a.b` must be number, got: "x"');
  });
});
