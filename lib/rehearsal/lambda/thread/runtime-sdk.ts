import Module, { createRequire } from 'node:module';
import { join } from 'node:path';

/** What Lambda's Node.js runtimes bring beside Node.js itself (Lambda Developer Guide, "Runtime-included SDK versions"). */
const BROUGHT = /^@(aws-sdk|smithy)\//;

/** How Node.js finds a module's file; part of its loader since it began, though its types leave it out. */
interface Loader {
  _resolveFilename(request: string, ...context: unknown[]): string;
}

/**
 * Lets code require the AWS SDK without shipping it, as it may in AWS. What neither the code nor any folder above it
 * has is taken from the project that is rehearsed, and then from where Sluice is installed.
 */
export function bringRuntimeSdk(): void {
  const loader = Module as unknown as Loader;
  const resolve = loader._resolveFilename.bind(Module);
  const places = [join(process.cwd(), 'package.json'), __filename].map((place) => createRequire(place));
  loader._resolveFilename = (request, ...context) => {
    try {
      return resolve(request, ...context);
    } catch (error) {
      if (!BROUGHT.test(request)) throw error;
      for (const { resolve: find } of places) {
        try {
          return find(request);
        } catch {
          // The next place may have it.
        }
      }
      throw Object.assign(
        new Error(
          `Cannot find module '${request}'. Lambda's runtime brings it, a rehearsal takes it from your project: npm install --save-dev ${request}`,
          { cause: error },
        ),
        { code: 'MODULE_NOT_FOUND' },
      );
    }
  };
}
