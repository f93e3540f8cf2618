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
});
