import * as v from 'valibot';
import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import { provideResource, type ResourceProvider } from '../../../lib/rehearsal/kernel/resource-provider';

const context = { stackName: 'Chat', logicalId: 'Box', where: 'chat.json, Box', generatedName: 'Chat-Box-1' };
const physical = { id: 'box-1', attributes: { Arn: 'arn:box-1' } };

/** A type with a name that cannot change, a size that can, and something nested. */
function box(options: { readonly update?: false } = {}): {
  readonly provider: ResourceProvider;
  readonly calls: unknown[];
} {
  const calls: unknown[] = [];
  const provider = provideResource({
    type: 'Test::Box',
    properties: {
      Name: v.string(),
      Size: v.optional(v.picklist(['small', 'large'])),
      Lids: v.optional(v.array(v.strictObject({ Colour: v.string() }))),
    },
    replacedBy: ['Name', 'Lids'],
    create: (given, { generatedName }) => {
      calls.push(['create', given, generatedName]);
      return physical;
    },
    ...(options.update === false
      ? {}
      : {
          update: ({ previous, next }) => {
            calls.push(['update', previous, next]);
            return { ...physical, id: 'box-2' };
          },
        }),
    remove: ({ id }, given) => {
      calls.push(['remove', id, given]);
    },
  });
  return { provider, calls };
}

describe('a resource provider', () => {
  it('hands over the properties it parsed', async () => {
    const { provider, calls } = box();
    await expect(provider.create({ Name: 'a', Lids: [{ Colour: 'red' }] }, context)).resolves.toEqual(physical);
    await provider.remove(physical, { Name: 'a' }, context);
    expect(calls).toEqual([
      ['create', { Name: 'a', Lids: [{ Colour: 'red' }] }, 'Chat-Box-1'],
      ['remove', 'box-1', { Name: 'a' }],
    ]);
  });

  it('takes numbers and truth values for texts, at any depth, as CloudFormation does', async () => {
    const { provider, calls } = box();
    await provider.create({ Name: 5, Lids: [{ Colour: 'red' }, { Colour: true }] }, context);
    expect(calls).toEqual([['create', { Name: '5', Lids: [{ Colour: 'red' }, { Colour: 'true' }] }, 'Chat-Box-1']]);
  });

  it.each([
    ['an unknown property', { Name: 'a', Weight: 3 }, 'Property Weight of Test::Box'],
    [
      'an unknown nested property',
      { Name: 'a', Lids: [{ Colour: 'red', Shape: 1 }] },
      'Property Lids.0.Shape of Test::Box',
    ],
    [
      'a value that is not emulated',
      { Name: 'a', Size: 'huge' },
      'Property Size of Test::Box with the value "huge" (expected ("small" | "large"))',
    ],
    [
      'a nested value of another type',
      { Name: 'a', Lids: [{ Colour: [1] }] },
      'Property Lids.0.Colour of Test::Box with the value [1] (expected string)',
    ],
    ['a property that is missing', {}, 'Property Name of Test::Box with the value missing (expected "Name")'],
    ['no properties at all', undefined, 'Property Name of Test::Box with the value missing (expected "Name")'],
  ])('stops by name at %s', async (_, properties, what) => {
    const { provider, calls } = box();
    const refused: unknown = await provider.create(properties, context).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NotEmulated);
    expect(refused).toMatchObject({ code: 'NOT_EMULATED', what, where: 'chat.json, Box' });
    expect((refused as NotEmulated).message).toContain(`${what} is not emulated. Met in chat.json, Box. `);
    expect(calls).toEqual([]);
  });

  it('stops by name in an update and a removal too', async () => {
    const { provider } = box();
    const unknown = { Name: 'a', Weight: 3 };
    await expect(provider.update({ physical, previous: { Name: 'a' }, next: unknown }, context)).rejects.toThrow(
      'Property Weight of Test::Box is not emulated',
    );
    await expect(provider.remove(physical, unknown, context)).rejects.toThrow('Property Weight of Test::Box');
  });

  it('changes in place what may change in place', async () => {
    const { provider, calls } = box();
    const change = { physical, previous: { Name: 'a' }, next: { Name: 'a', Size: 'large' } };
    await expect(provider.update(change, context)).resolves.toMatchObject({ id: 'box-2' });
    expect(calls).toEqual([['update', { Name: 'a' }, { Name: 'a', Size: 'large' }]]);
  });

  it.each([
    ['a name', { Name: 'b' }],
    ['something nested', { Name: 'a', Lids: [{ Colour: 'blue' }] }],
    ['something that is gone', { Name: 'a' }],
  ])('is replaced by the change of %s', async (_, next) => {
    const { provider, calls } = box();
    const change = { physical, previous: { Name: 'a', Lids: [{ Colour: 'red' }] }, next };
    await expect(provider.update(change, context)).resolves.toBe('replace');
    expect(calls).toEqual([]);
  });

  it('is replaced by every change where nothing can change in place', async () => {
    const { provider } = box({ update: false });
    const change = { physical, previous: { Name: 'a' }, next: { Name: 'a', Size: 'large' } };
    await expect(provider.update(change, context)).resolves.toBe('replace');
  });
});
