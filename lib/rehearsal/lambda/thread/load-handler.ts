import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TASK_ROOT } from './as-in-lambda';
import { howToBring } from './runtime-sdk';
import type { ThreadSetup } from './protocol';

export type Handler = (event: unknown, context: unknown) => unknown;

/**
 * Loads a bundle and finds its handler. What goes wrong is named as Lambda's runtime names it: Lambda Developer Guide,
 * "Troubleshoot invocation issues in Lambda".
 */
export async function loadHandler({ file, handler, esModule }: ThreadSetup): Promise<Handler> {
  const name = process.env._HANDLER ?? handler;
  if (!existsSync(file)) {
    throw named('Runtime.ImportModuleError', `Error: Cannot find module '${name.replace(/\.[^.]*$/, '')}'`);
  }
  const loaded = await load(file, esModule === true);
  const found = loaded[handler];
  if (typeof found !== 'function') {
    throw named('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  }
  return found as Handler;
}

async function load(file: string, esModule: boolean): Promise<Record<string, unknown>> {
  try {
    if (!esModule) return createRequire(file)(file) as Record<string, unknown>;
    const loaded = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    return loaded;
  } catch (error) {
    if (error instanceof SyntaxError) throw named('Runtime.UserCodeSyntaxError', String(error), error);
    const { code } = error as { readonly code?: unknown };
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
      const message = String(error).replaceAll(dirname(file), TASK_ROOT);
      // An `import` is resolved by another loader, which only says the name.
      const [, asked = ''] = code === 'ERR_MODULE_NOT_FOUND' ? (/'([^']+)'/.exec(message) ?? []) : [];
      throw named(
        'Runtime.ImportModuleError',
        [message, howToBring(asked)].filter((part) => part !== '').join('. '),
        error,
      );
    }
    throw error;
  }
}

function named(name: string, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { name });
}
