const config = require('./jest.config.cjs');

/** Tests that try everything there is, one after the other: the slower half of what CI runs. */
module.exports = {
  ...config,
  roots: ['<rootDir>/test/exhaustive'],
  testPathIgnorePatterns: ['/node_modules/'],
};
