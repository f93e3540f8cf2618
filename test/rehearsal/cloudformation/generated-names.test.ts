import fc from 'fast-check';
import { couldBeGenerated, GeneratedNames } from '../../../lib/rehearsal/cloudformation/generated-names';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';

describe('the names CloudFormation makes up', () => {
  const names = () => new GeneratedNames(new Randomness(7));

  it('say stack and logical id, and end in letters that nobody chose', () => {
    expect(names().resource('Chat', 'Table')).toMatch(/^Chat-Table-[0-9A-Z]{12}$/);
  });

  it('are new for every creation and the same for the same seed', () => {
    const first = names();
    const second = names();
    const made = [first.resource('Chat', 'Table'), first.resource('Chat', 'Table')];
    expect(made[0]).not.toBe(made[1]);
    expect([second.resource('Chat', 'Table'), second.resource('Chat', 'Table')]).toEqual(made);
  });

  it('fit into 64 characters and keep the letters that make them unique', () => {
    const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,127}$/);
    fc.assert(
      fc.property(id, id, (stack, logicalId) => {
        expect(names().resource(stack, logicalId)).toMatch(/^[A-Za-z0-9-]{1,51}-[0-9A-Z]{12}$/);
      }),
    );
  });

  it('can be told by their stack and logical id', () => {
    const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,127}$/);
    fc.assert(
      fc.property(id, id, (stack, logicalId) => {
        expect(couldBeGenerated(names().resource(stack, logicalId), stack, logicalId)).toBe(true);
        expect(couldBeGenerated(names().resource(stack, `x${logicalId}`), stack, logicalId)).toBe(false);
      }),
    );
  });
});
