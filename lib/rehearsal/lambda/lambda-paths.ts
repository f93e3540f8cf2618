import type { ReadCall } from '../kernel/wire';

const PATHS: readonly (readonly [operation: string, method: string, path: RegExp])[] = [
  ['GetFunction', 'GET', /^\/2015-03-31\/functions\/([^/]+)$/],
  ['GetFunctionConfiguration', 'GET', /^\/2015-03-31\/functions\/([^/]+)\/configuration$/],
  ['ListVersionsByFunction', 'GET', /^\/2015-03-31\/functions\/([^/]+)\/versions$/],
  ['GetAlias', 'GET', /^\/2015-03-31\/functions\/([^/]+)\/aliases\/([^/]+)$/],
  ['UpdateAlias', 'PUT', /^\/2015-03-31\/functions\/([^/]+)\/aliases\/([^/]+)$/],
  ['UpdateFunctionCode', 'PUT', /^\/2015-03-31\/functions\/([^/]+)\/code$/],
  ['DeleteFunction', 'DELETE', /^\/2015-03-31\/functions\/([^/]+)$/],
];

/** The operation of a request that looks at a function or changes it: AWS Lambda API Reference. Undefined for any other. */
export function readByPath(method: string, { pathname, searchParams }: URL, body: Buffer): ReadCall | undefined {
  for (const [operation, by, path] of PATHS) {
    const [, functionName, name] = path.exec(pathname) ?? [];
    if (method !== by || functionName === undefined) continue;
    const input = {
      ...(body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as object)),
      FunctionName: decodeURIComponent(functionName),
      ...(name === undefined ? {} : { Name: decodeURIComponent(name) }),
      ...Object.fromEntries(searchParams),
    };
    return { operation, input };
  }
  return undefined;
}
