import { publishedName } from '../../../lib/domain/release/platform-names';

describe('what a platform publishes', () => {
  it('lies under the name of the platform, as manifests do', () => {
    expect(publishedName('main', 'ledger-table')).toBe('/sluice/main/ledger-table');
  });
});
