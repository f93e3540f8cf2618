import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import invalidDefinitions from '../../cases/stepfunctions/invalid-definitions.json';
import notEmulated from '../../cases/stepfunctions/not-emulated.json';
import { Workshop } from './workshop';

describe('a definition that AWS refuses', () => {
  it.each(invalidDefinitions)('is one with $name', async ({ definition, message }) => {
    await expect(new Workshop().create(definition)).rejects.toMatchObject({
      name: 'ApiError',
      code: 'InvalidDefinition',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('what is not emulated stops by name', () => {
  it.each(notEmulated)('$name', async ({ definition, what }) => {
    await expect(new Workshop().create(definition)).rejects.toMatchObject({
      name: 'NotEmulated',
      what,
      where: expect.stringContaining('state machine Gate in stack.template.json Machine') as string,
    });
  });

  it('and says in which state', async () => {
    const created = new Workshop().create({ StartAt: 'Ask', States: { Ask: { Type: 'Succeed', Loops: 3 } } });
    await expect(created).rejects.toThrow('Met in state Ask of state machine Gate in stack.template.json Machine.');
    await expect(created).rejects.toBeInstanceOf(NotEmulated);
  });
});
