import {
  ADOPTIONS,
  adoptionSentence,
  DEFAULT_ADOPTION,
  GO,
  isAdoptedLess,
  type Adoption,
} from '../../../lib/domain/release/adoption';

describe('how far a service has adopted its pipeline', () => {
  it('goes from what decides nothing to what decides alone, which it is where nothing is said', () => {
    expect(ADOPTIONS).toEqual(['alongside', 'optional', 'trusted']);
    expect(DEFAULT_ADOPTION).toBe('trusted');
  });

  it.each<[Adoption, readonly Adoption[]]>([
    ['alongside', ['optional', 'trusted']],
    ['optional', ['trusted']],
    ['trusted', []],
  ])('is less than what comes after it, and not than itself: %s', (adoption, more) => {
    expect(ADOPTIONS.filter((than) => isAdoptedLess(adoption, than))).toEqual(more);
  });

  it.each<[Adoption | undefined, string | undefined]>([
    ['alongside', 'It runs alongside: its gates and alarms are shadows, and none of them stops it.'],
    ['optional', 'It is optional: its gates and alarms count, and a person starts it, by an approval as `go`.'],
    ['trusted', undefined],
    [undefined, undefined],
  ])('is said in a sentence, but for what is usual: %s', (adoption, sentence) => {
    expect(adoptionSentence(adoption)).toBe(sentence);
  });

  it('has one word by which a release is started that is optional: it is the kind of an attestation', () => {
    expect(GO).toBe('go');
  });
});
