import * as fc from 'fast-check';
import { adoptionVerdict } from '../../../lib/domain/policy/adoption-verdict';
import { requiredOf } from '../../../lib/domain/policy/required';
import { readPolicy, type Requirement } from '../../../lib/domain/policy/policy';
import { ADOPTIONS, adoptionSentence, isAdoptedLess, type Adoption } from '../../../lib/domain/release/adoption';

const asking = (least: Adoption, more: Partial<Requirement> = {}): Requirement =>
  ({ kind: 'adoption', least, ...more }) as Requirement;

const leastOf = (requirements: readonly Requirement[]) =>
  requiredOf(
    { schema: 1, requirements: [...requirements] },
    { functionName: 'shop-chat', type: 'minor', facts: undefined },
  ).leastAdoption;

describe('how far a release has adopted its pipeline', () => {
  it.each<[Adoption, Adoption, 'pass' | 'fail']>([
    ['alongside', 'optional', 'fail'],
    ['alongside', 'trusted', 'fail'],
    ['optional', 'optional', 'pass'],
    ['optional', 'trusted', 'fail'],
    ['trusted', 'optional', 'pass'],
    ['trusted', 'trusted', 'pass'],
  ])('%s, where the platform asks for %s, is a %s that names both', (adoption, least, outcome) => {
    const verdict = adoptionVerdict(adoption, least);
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.reasons[0]?.message).toContain(`\`${adoption}\`, and the platform asks for \`${least}\``);
  });

  it('is the most that any requirement asks for which is for the release, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ADOPTIONS), { minLength: 1 }), (stages) => {
        const least = leastOf(stages.map((stage) => asking(stage)));
        expect(stages).toContain(least);
        expect(stages.some((stage) => least === undefined || isAdoptedLess(least, stage))).toBe(false);
      }),
    );
  });

  it.each<[string, Partial<Requirement>, Adoption | undefined]>([
    ['all', {}, 'trusted'],
    ['its own name', { services: ['shop-*'] }, 'trusted'],
    ['others', { services: ['cart-*'] }, undefined],
    ['another type', { types: ['hotfix'] }, undefined],
  ])('is asked for of %s', (_, scope, least) => {
    expect(leastOf([asking('trusted', scope)])).toBe(least);
  });

  it('is read out of a policy, where it is a stage that is known', () => {
    const read = (least: string) =>
      readPolicy(JSON.stringify({ schema: 1, requirements: [{ kind: 'adoption', least }] }));
    expect(read('optional')).toEqual({
      policy: { schema: 1, requirements: [{ kind: 'adoption', least: 'optional' }] },
    });
    expect(read('soon')).toHaveProperty('problem');
  });

  it('is not worth a sentence where it is trusted, as it is where nothing is said', () => {
    expect([adoptionSentence(), adoptionSentence('trusted')]).toEqual([undefined, undefined]);
    expect(adoptionSentence('alongside')).toMatch(/none of them stops it/);
    expect(adoptionSentence('optional')).toMatch(/an approval as `go`/);
  });
});
