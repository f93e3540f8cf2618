import { explore } from '../domain/release/model/explore';
import { releaseModel } from '../domain/release/model/release-model';

it('a release ends recorded once and said once, and moves no traffic without a pass, with three faults', () => {
  const { counterexample, states } = explore(releaseModel(3));
  expect(counterexample).toBeUndefined();
  expect(states).toBeGreaterThan(60_000);
});
