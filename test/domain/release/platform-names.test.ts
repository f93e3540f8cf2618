import {
  isPlatformParameter,
  manifestParameterName,
  platformParameterName,
} from '../../../lib/domain/release/platform-names';

describe('what a platform publishes', () => {
  it('lies under the name of the platform, as manifests do', () => {
    expect(platformParameterName('main', 'ledgerTable')).toBe('/sluice/main/ledger-table');
    expect(manifestParameterName('main', 'chat-live')).toBe('/sluice/main/releases/chat-live');
  });

  it.each([
    ['/sluice/main/ledger-table', true],
    ['/sluice/main/ledger-tables', false],
    ['/sluice/main/codedeploy-application', false],
    ['/sluice/main/releases/ledger-table', false],
    ['/team/sluice/main/ledger-table', false],
    ['/sluice//ledger-table', false],
    ['ledger-table', false],
  ])('is known by its whole name: %s', (name, expected) => {
    expect(isPlatformParameter(name, 'ledgerTable')).toBe(expected);
  });
});
