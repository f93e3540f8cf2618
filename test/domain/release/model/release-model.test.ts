import { explore } from './explore';
import { MISTAKES } from './mistakes';
import { releaseModel } from './release-model';

/** So many things may go wrong at the same release. */
const FAULTS = 2;

describe('a release in its platform, whatever order things happen in', () => {
  it(`ends recorded once and said once, and moves no traffic without a pass, with up to ${FAULTS} faults`, () => {
    const { counterexample, states, steps } = explore(releaseModel(FAULTS));
    expect(counterexample).toBeUndefined();
    // It looked at something: a model that has lost its actions finds nothing either.
    expect(states).toBeGreaterThan(20_000);
    expect(steps).toBeGreaterThan(100_000);
  });

  it('reaches every state that a release can be in, and every way its message can go', () => {
    const model = releaseModel(2);
    const seen = new Set<string>();
    explore({
      ...model,
      problem: ({ release, published, deployment }) => {
        if (release) seen.add(release.state);
        seen.add(`published ${published}`).add(`rollback ${deployment.rollback}`);
        return undefined;
      },
    });
    expect([...seen].sort()).toEqual(
      [
        ...['gating', 'shifting', 'verifying', 'refused', 'rolling-back'],
        ...['released', 'blocked', 'rolled-back', 'failed'],
        ...['published 0', 'published 1', 'published 2', 'published 3'],
        ...['rollback none', 'rollback due', 'rollback under-way', 'rollback succeeded', 'rollback failed'],
      ].sort(),
    );
  });
});

describe('the model finds, with the shortest way there,', () => {
  it.each(MISTAKES)('$name', ({ faults, rules, problem }) => {
    const { counterexample } = explore(releaseModel(faults, rules));
    expect(counterexample?.problem).toBe(problem);
    expect(counterexample?.trace.length).toBeGreaterThan(1);
    // No fewer faults would have shown it.
    expect(counterexample?.trace.filter((step) => step.startsWith('! '))).toHaveLength(faults);
  });

  it('the steps to what is wrong, by their names', () => {
    const { rules } = MISTAKES.find(({ name }) => name.includes('not enough data'))!;
    expect(explore(releaseModel(0, rules)).counterexample?.trace).toEqual([
      'CodeDeploy calls the hook before the traffic',
      'the before-traffic gate run opens the release',
      'the judge of the before-traffic gates writes: inconclusive',
      'the before-traffic gate run answers Succeeded',
      'CodeDeploy moves traffic to green',
    ]);
  });
});
