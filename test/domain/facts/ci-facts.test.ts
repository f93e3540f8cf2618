import { ciFacts } from '../../../lib/domain/facts/ci-facts';
import table from '../../cases/facts/ci-systems.json';

describe('what a CI system says of a run', () => {
  it.each(table.cases)('is read from its documented variables: $name', ({ environment, expected }) => {
    expect(ciFacts(environment) ?? null).toEqual(expected);
  });
});
