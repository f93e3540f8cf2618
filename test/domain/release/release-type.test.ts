import { DEFAULT_RELEASE_TYPE, RELEASE_TYPES } from '../../../lib/domain/release/release-type';

// The words are in policies, in manifests and in attestations: one that is renamed is refused there.
describe('the type of a release', () => {
  it('is one of five, from what happens often to what changes most', () => {
    expect(RELEASE_TYPES).toEqual(['continuous', 'hotfix', 'patch', 'minor', 'major']);
  });

  it('is minor where nothing is said', () => {
    expect(DEFAULT_RELEASE_TYPE).toBe('minor');
  });
});
