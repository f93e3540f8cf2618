/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // Those are slower, and have a command of their own: npm run test:long.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/long/'],
  setupFiles: ['<rootDir>/test/without-template-validation.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: {
    '^sluice$': '<rootDir>/lib/constructs/index.ts',
    '^sluice/metrics$': '<rootDir>/lib/metrics/index.ts',
    '^sluice/rehearsal$': '<rootDir>/lib/rehearsal/index.ts',
  },
  // The slowest tests wait for a process of their own, so a core is free while they do.
  maxWorkers: '100%',
  // A rehearsal runs real handler bundles in worker threads; the slowest end-to-end test plays several releases.
  testTimeout: 120_000,
};
