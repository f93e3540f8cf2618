import { requiredEnvironment } from '../../lambdas/required-environment';

describe('an environment variable that a function needs', () => {
  it('is what the stack set', () => {
    process.env.SLUICE_TEST = 'a-table';
    expect(requiredEnvironment('SLUICE_TEST')).toBe('a-table');
  });

  it('is missed by its name where it is empty or not there', () => {
    process.env.SLUICE_TEST = '';
    expect(() => requiredEnvironment('SLUICE_TEST')).toThrow('The environment variable SLUICE_TEST is not set.');
    delete process.env.SLUICE_TEST;
    expect(() => requiredEnvironment('SLUICE_TEST')).toThrow('The environment variable SLUICE_TEST is not set.');
  });
});
