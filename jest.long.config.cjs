const config = require('./jest.config.cjs');

/** The longer tests, and comparisons with oracles that not every machine has: the slower half of CI. */
module.exports = {
  ...config,
  roots: ['<rootDir>/test/long', '<rootDir>/test/oracles'],
  testMatch: ['**/*.test.ts', '**/*.oracle.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // A machine at half this speed must not fail a test for that.
  testTimeout: 300_000,
};
