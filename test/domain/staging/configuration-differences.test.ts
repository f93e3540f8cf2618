import fc from 'fast-check';
import {
  configurationDifferences,
  type ConfigurationDifferences,
} from '../../../lib/domain/staging/configuration-differences';
import { DEFAULT_SETTINGS, SETTINGS, type FunctionSettings } from '../../../lib/domain/staging/function-settings';

const settings = (change: Partial<FunctionSettings> = {}): FunctionSettings => ({
  ...DEFAULT_SETTINGS,
  environment: { TABLE: 'orders' },
  ...change,
});

const NONE: ConfigurationDifferences = {
  ...{ settings: [], variables: [], onlyInStaging: [], onlyInProduction: [], unknown: [] },
};

describe('what differs between staging and production', () => {
  it.each<[string, Partial<FunctionSettings>, Partial<FunctionSettings>, Partial<ConfigurationDifferences>]>([
    ['nothing', {}, {}, {}],
    ['a setting', { memory: '512' }, { memory: '1024' }, { settings: ['memory'] }],
    [
      'several settings, in one order',
      { handler: 'a.b', timeout: '3', layers: '0' },
      { handler: 'a.c', timeout: '6', layers: '1' },
      { settings: ['timeout', 'layers', 'handler'] },
    ],
    ['a value of a variable', {}, { environment: { TABLE: 'other' } }, { variables: ['TABLE'] }],
    [
      'variables that only one has',
      { environment: { TABLE: 'orders', DEBUG: '1' } },
      { environment: { TABLE: 'orders', KEY: 'x' } },
      { onlyInStaging: ['DEBUG'], onlyInProduction: ['KEY'] },
    ],
    ['what is known once deployed', {}, { environment: { TABLE: undefined } }, { unknown: ['TABLE'] }],
    ['a setting that is known once deployed', {}, { memory: undefined }, { unknown: ['memory'] }],
    [
      'a variable that only production has, known once deployed',
      {},
      { environment: { TABLE: 'orders', URL: undefined } },
      { onlyInProduction: ['URL'] },
    ],
    ['an environment that nobody may read', { environment: undefined }, {}, { unknown: ['environment variables'] }],
    ['an environment known once deployed', {}, { environment: undefined }, { unknown: ['environment variables'] }],
    [
      'variables that are named as what every object has',
      { environment: { TABLE: 'orders', constructor: 'x' } },
      {},
      { onlyInStaging: ['constructor'] },
    ],
  ])('is %s', (_, staging, production, differences) => {
    expect(configurationDifferences(settings(staging), settings(production))).toEqual({ ...NONE, ...differences });
  });

  const setting = fc.option(fc.constantFrom('1', '2'), { nil: undefined });
  const environment = fc.dictionary(fc.constantFrom('A', 'B', 'C', '__proto__'), setting);
  const drawn = fc.tuple(fc.tuple(...SETTINGS.map(() => setting)), fc.option(environment, { nil: undefined })).map(
    ([values, own]) =>
      ({
        ...Object.fromEntries(SETTINGS.map((name, at) => [name, values[at]])),
        environment: own,
      }) as FunctionSettings,
  );

  it('is the same seen from the other side', () => {
    fc.assert(
      fc.property(drawn, drawn, (one, other) => {
        const { onlyInStaging, onlyInProduction, ...same } = configurationDifferences(one, other);
        expect(configurationDifferences(other, one)).toEqual({
          ...same,
          onlyInStaging: onlyInProduction,
          onlyInProduction: onlyInStaging,
        });
      }),
    );
  });

  it('is nothing between a function and itself', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        expect(configurationDifferences(one, one)).toEqual({ ...NONE, unknown: expect.any(Array) as string[] });
      }),
    );
  });
});
