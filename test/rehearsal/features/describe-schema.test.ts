import * as v from 'valibot';
import { describeMembers } from '../../../lib/rehearsal/features/describe-schema';

const named = (member: v.GenericSchema) => describeMembers(v.strictObject({ Member: member }));

describe('the members of a schema', () => {
  it.each<[string, v.GenericSchema, object]>([
    ['with nothing but a name', v.string(), {}],
    ['with the values of a picklist', v.picklist(['A', 'B']), { values: ['A', 'B'] }],
    ['with the one value of a literal', v.optional(v.literal('A')), { values: ['A'] }],
    ['with the values of alternatives', v.union([v.literal('A'), v.picklist(['B', 'A'])]), { values: ['A', 'B'] }],
    ['without values where one alternative is any text', v.union([v.literal('A'), v.string()]), {}],
    ['without values where they are only truth and falsehood', v.union([v.boolean(), v.picklist(['true'])]), {}],
    ['by what a pipe takes, not by what it makes', v.pipe(v.picklist(['1']), v.transform(Number)), { values: ['1'] }],
    ['with the values of a list', v.array(v.picklist(['A', 'B'])), { values: ['A', 'B'] }],
    ['with its own members', v.optional(v.strictObject({ Inner: v.string() })), { members: [{ name: 'Inner' }] }],
    ['with the members of each item', v.array(v.strictObject({ Inner: v.string() })), { members: [{ name: 'Inner' }] }],
    [
      'with the members of all alternatives, each once',
      v.variant('Type', [
        v.strictObject({ Type: v.literal('A'), One: v.string() }),
        v.strictObject({ Type: v.literal('B'), Two: v.string() }),
      ]),
      { members: [{ name: 'Type', values: ['A', 'B'] }, { name: 'One' }, { name: 'Two' }] },
    ],
  ])('are described %s', (_, member, description) => {
    expect(named(member)).toEqual([{ name: 'Member', ...description }]);
  });
});
