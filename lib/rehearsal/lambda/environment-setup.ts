import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Place } from '../kernel/place';
import type { EnvironmentSetup } from './execution-environment';
import type { FunctionVersion } from './function-configuration';

interface SetupPorts {
  readonly place: Place;
  readonly now: number;
  readonly endpointPort: number;
  /** The variables that sign calls as the function's role. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** What the environment of a function version is started with. */
export function environmentSetup(
  functionName: string,
  { version, configuration }: FunctionVersion,
  { place, now, endpointPort, credentials }: SetupPorts,
): Omit<EnvironmentSetup, 'environmentId' | 'name'> {
  const [module = 'index', handler = 'handler'] = configuration.handler.split('.');
  const file = moduleFile(configuration.codeDirectory, module);
  return {
    file,
    handler,
    endpointPort,
    now,
    memoryMb: configuration.memoryMb,
    ...(isEsModule(file, configuration.codeDirectory) ? { esModule: true } : {}),
    variables: {
      ...configuration.environment,
      ...credentials,
      _HANDLER: configuration.handler,
      AWS_REGION: place.region,
      AWS_DEFAULT_REGION: place.region,
      AWS_LAMBDA_FUNCTION_NAME: functionName,
      AWS_LAMBDA_FUNCTION_VERSION: version,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMb),
      AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroup,
      AWS_LAMBDA_LOG_FORMAT: configuration.jsonLogLevel === undefined ? 'Text' : 'JSON',
      ...(configuration.jsonLogLevel !== undefined && { AWS_LAMBDA_LOG_LEVEL: configuration.jsonLogLevel }),
      AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
      LAMBDA_TASK_ROOT: configuration.codeDirectory,
      TZ: ':UTC',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${endpointPort}`,
      // Nothing of this machine's own AWS set-up may reach the handlers.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  };
}

/** Lambda Developer Guide, "Define Lambda function handler in Node.js": the endings that a module may have, in order. */
function moduleFile(codeDirectory: string, module: string): string {
  const candidates = ['.js', '.mjs', '.cjs'].map((ending) => join(codeDirectory, `${module}${ending}`));
  return candidates.find((file) => existsSync(file)) ?? join(codeDirectory, `${module}.js`);
}

function isEsModule(file: string, codeDirectory: string): boolean {
  if (file.endsWith('.mjs')) return true;
  return file.endsWith('.js') && packageType(dirname(file), codeDirectory) === 'module';
}

/** What the nearest package.json says, no further up than the code. */
function packageType(directory: string, codeDirectory: string): unknown {
  const manifest = join(directory, 'package.json');
  if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly type?: unknown }).type;
  return directory === codeDirectory || directory === dirname(directory)
    ? undefined
    : packageType(dirname(directory), codeDirectory);
}
