import type { LambdaSettings } from '../adapters/lambda-settings';
import { configurationDifferences } from '../domain/staging/configuration-differences';
import { listText } from '../domain/text/figures';

/** In what two versions of a function are configured otherwise, in sentences; of variables by their names alone. */
export async function versionDifferences(
  functionName: string,
  { from, to }: { readonly from: string; readonly to: string },
  settings: Pick<LambdaSettings, 'of'>,
): Promise<readonly string[]> {
  if (!isNumber(from) || !isNumber(to)) return [];
  const [next, current] = await Promise.all([settings.of(functionName, to), settings.of(functionName, from)]);
  const found = configurationDifferences(next, current);
  const part = (what: string, names: readonly string[]) => (names.length === 0 ? [] : [`${what}${listText(names)}`]);
  const parts = [
    found.settings.map((name) => `${name} ${current[name] ?? 'unknown'} → ${next[name] ?? 'unknown'}`),
    part('other values of ', found.variables),
    part(`in version ${to} alone `, found.onlyInStaging),
    part(`in version ${from} alone `, found.onlyInProduction),
  ].flat();
  return [
    parts.length === 0 ? 'Both are configured alike.' : `Configuration: ${parts.join('; ')}.`,
    ...part('Nobody may read and compare: ', found.unknown).map((one) => `${one}.`),
  ];
}

function isNumber(version: string): boolean {
  return /^\d+$/.test(version);
}
