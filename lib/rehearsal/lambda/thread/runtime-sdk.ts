import Module from 'node:module';

/** What Lambda's Node.js runtimes bring beside Node.js itself (Lambda Developer Guide, "Runtime-included SDK versions"). */
const BROUGHT = /^@(aws-sdk|smithy)\//;

/** How Node.js finds a module's file; part of its loader since it began, though its types leave it out. */
interface Loader {
  _resolveFilename(
    request: string,
    parent?: unknown,
    isMain?: boolean,
    options?: { readonly paths: readonly string[] },
  ): string;
}

/**
 * Lets code require the AWS SDK without shipping it, as it may in AWS. What neither the code nor any folder above it
 * has is taken from the project that is rehearsed, and then from where Sluice is installed.
 */
export function bringRuntimeSdk(): void {
  const loader = Module as unknown as Loader;
  // As it is now: `require.resolve` of any place would come back here.
  const resolve = loader._resolveFilename.bind(Module);
  const places = [process.cwd(), __dirname];
  loader._resolveFilename = (request, ...context) => {
    try {
      return resolve(request, ...context);
    } catch (error) {
      if (!BROUGHT.test(request)) throw error;
      try {
        return resolve(request, undefined, false, { paths: places });
      } catch {
        const message = `Cannot find module '${request}'. ${howToBring(request)}`;
        throw Object.assign(new Error(message, { cause: error }), { code: 'MODULE_NOT_FOUND' });
      }
    }
  };
}

/** What to do about a module that is not found; empty where Lambda's runtime does not bring it either. */
export function howToBring(request: string): string {
  if (!BROUGHT.test(request)) return '';
  const name = request.split('/').slice(0, 2).join('/');
  return `Lambda's runtime brings it, a rehearsal takes it from your project: npm install --save-dev ${name}`;
}
