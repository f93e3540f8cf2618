/**
 * Mutation testing of what decides a release: `npm run mutants`. Survivors that are no gap in the tests are explained
 * beside the code, by Stryker's own comments.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  // Of the quality gate, whose mathematics are tried by simulation, only the time that it takes.
  mutate: [
    'lib/domain/gate/**/*.ts',
    'lib/domain/gates/**/*.ts',
    '!lib/domain/gates/quality/**/*.ts',
    'lib/domain/gates/quality/quality-time.ts',
    'lib/domain/release/**/*.ts',
  ],
  plugins: ['./scripts/mutants/test-runner.mjs'],
  testRunner: 'domain',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A mutant that loops for ever is killed by its time.
  timeoutMS: 10_000,
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  // What the tests of the domain are not made of, and need not be copied for them.
  ignorePatterns: ['bench', 'dist', 'docs', 'examples', 'lib/rehearsal', 'test/rehearsal'],
  tempDirName: 'dist/.mutants',
};
