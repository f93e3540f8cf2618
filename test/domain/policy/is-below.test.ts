import { isBelow } from '../../../lib/domain/policy/is-below';
import { RELEASE_TYPES } from '../../../lib/domain/release/release-type';

describe('the type of a release', () => {
  it.each([
    ['patch', ['continuous', 'hotfix', 'patch', 'minor', 'major']],
    ['minor', ['minor', 'major']],
    ['major', ['major']],
  ] as const)('is enough for commits of a %s', (commits, enough) => {
    expect(RELEASE_TYPES.filter((type) => !isBelow(type, commits))).toEqual(enough);
  });
});
