import { SETTINGS, type FunctionSettings, type Setting, type SettingName } from './function-settings';

/** In what two functions differ that have the same code, by names alone and in their order. */
export interface ConfigurationDifferences {
  readonly settings: readonly SettingName[];
  /** Names of environment variables that both have, with another value. */
  readonly variables: readonly string[];
  readonly onlyInStaging: readonly string[];
  readonly onlyInProduction: readonly string[];
  /** What nobody can compare before the deployment: settings, and environment variables. */
  readonly unknown: readonly string[];
}

/** Holds what ran in staging against what is to run in production. What is not known of either is no difference. */
export function configurationDifferences(
  staging: FunctionSettings,
  production: FunctionSettings,
): ConfigurationDifferences {
  const settings = SETTINGS.map((name) => [name, compared(staging[name], production[name])] as const);
  const unknown = namesThatAre('unknown', settings);
  const known = { settings: namesThatAre('other', settings) };
  if (staging.environment === undefined || production.environment === undefined) {
    const nothing = { variables: [], onlyInStaging: [], onlyInProduction: [] };
    return { ...known, ...nothing, unknown: [...unknown, 'environment variables'] };
  }
  const [ofStaging, ofProduction] = [
    new Map(Object.entries(staging.environment)),
    new Map(Object.entries(production.environment)),
  ];
  const names = (of: ReadonlyMap<string, Setting>) => [...of.keys()].sort();
  const both = names(ofStaging)
    .filter((name) => ofProduction.has(name))
    .map((name) => [name, compared(ofStaging.get(name), ofProduction.get(name))] as const);
  return {
    ...known,
    variables: namesThatAre('other', both),
    onlyInStaging: names(ofStaging).filter((name) => !ofProduction.has(name)),
    onlyInProduction: names(ofProduction).filter((name) => !ofStaging.has(name)),
    unknown: [...unknown, ...namesThatAre('unknown', both)],
  };
}

type Compared = 'same' | 'other' | 'unknown';

function compared(one: Setting, other: Setting): Compared {
  if (one === undefined || other === undefined) return 'unknown';
  return one === other ? 'same' : 'other';
}

function namesThatAre<Name extends string>(is: Compared, all: readonly (readonly [Name, Compared])[]): readonly Name[] {
  return all.filter(([, one]) => one === is).map(([name]) => name);
}
