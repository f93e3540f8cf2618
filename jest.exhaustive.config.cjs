const config = require('./jest.config.cjs');

/** Tests that try everything there is, and comparisons with oracles that not every machine has: the slower half of CI. */
module.exports = {
  ...config,
  roots: ['<rootDir>/test/exhaustive', '<rootDir>/test/oracles'],
  testMatch: ['**/*.test.ts', '**/*.oracle.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
