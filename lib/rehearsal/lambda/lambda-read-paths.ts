import type { ReadCall } from '../kernel/wire';

const PATHS: readonly (readonly [operation: string, path: RegExp])[] = [
  ['GetFunction', /^\/2015-03-31\/functions\/([^/]+)$/],
  ['GetFunctionConfiguration', /^\/2015-03-31\/functions\/([^/]+)\/configuration$/],
  ['ListVersionsByFunction', /^\/2015-03-31\/functions\/([^/]+)\/versions$/],
  ['GetAlias', /^\/2015-03-31\/functions\/([^/]+)\/aliases\/([^/]+)$/],
];

/** The operation of a request that looks at a function: AWS Lambda API Reference. Undefined for any other request. */
export function readLookup(method: string, { pathname, searchParams }: URL): ReadCall | undefined {
  if (method !== 'GET') return undefined;
  for (const [operation, path] of PATHS) {
    const [, functionName, name] = path.exec(pathname) ?? [];
    if (functionName === undefined) continue;
    const input = {
      FunctionName: decodeURIComponent(functionName),
      ...(name === undefined ? {} : { Name: decodeURIComponent(name) }),
      ...Object.fromEntries(searchParams),
    };
    return { operation, input };
  }
  return undefined;
}
