import { newReleaseOf } from '../../../lib/domain/release/deployments';
import { newRelease } from './example-release';
import { deployment } from './example-platform';

describe('a deployment', () => {
  it('makes the release of its id, from the version that the alias had to the one that it is to have', () => {
    expect(newReleaseOf({ ...deployment, endedAt: 5000, ending: { status: 'succeeded' } })).toEqual(newRelease);
  });
});
