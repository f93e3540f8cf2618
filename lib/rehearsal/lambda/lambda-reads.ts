import * as v from 'valibot';
import { operation, type Operation } from '../kernel/service-api';
import { fingerprint, type FunctionVersion } from './function-configuration';
import type { FunctionRegistry } from './function-registry';

const ONE = v.strictObject({ FunctionName: v.string(), Qualifier: v.optional(v.string()) });

/** AWS Lambda API Reference, ListVersionsByFunction: what it gives at a time where nothing is said, and at most. */
const PAGE_SIZE = 50;

/** The operations that look at functions, their versions and their aliases. */
export function lambdaReads(registry: FunctionRegistry): Readonly<Record<string, Operation>> {
  const configuration = ({ FunctionName, Qualifier }: v.InferOutput<typeof ONE>) => {
    const { functionName, qualifier } = registry.target(FunctionName, Qualifier);
    const version = registry.alias(functionName, qualifier ?? '')?.version ?? qualifier ?? '$LATEST';
    return describeVersion(registry, functionName, qualifier, version);
  };
  return {
    GetFunctionConfiguration: operation(ONE, configuration),
    GetFunction: operation(ONE, (given) => ({ Configuration: configuration(given), Tags: {} })),
    GetAlias: operation(v.strictObject({ FunctionName: v.string(), Name: v.string() }), ({ FunctionName, Name }) => {
      return describeAlias(registry, registry.target(FunctionName).functionName, Name);
    }),
    ListVersionsByFunction: operation(
      v.strictObject({ FunctionName: v.string(), Marker: v.optional(v.string()), MaxItems: v.optional(v.string()) }),
      ({ FunctionName, Marker = '0', MaxItems }) => {
        const { functionName } = registry.target(FunctionName);
        const all = [registry.version(functionName, '$LATEST'), ...registry.versions(functionName)];
        const from = Number(Marker);
        const to = from + Math.min(Number(MaxItems ?? PAGE_SIZE), PAGE_SIZE);
        return {
          Versions: all
            .slice(from, to)
            .map((one) => describe(functionName, `${registry.arn(functionName)}:${one.version}`, one)),
          ...(to < all.length ? { NextMarker: String(to) } : {}),
        };
      },
    ),
  };
}

/** An alias by the members of `AliasConfiguration`, those that the account knows. */
export function describeAlias(registry: FunctionRegistry, functionName: string, Name: string): object {
  const { version, additional } = registry.existingAlias(functionName, Name);
  return {
    AliasArn: `${registry.arn(functionName)}:${Name}`,
    Name,
    FunctionVersion: version,
    Description: '',
    ...(additional ? { RoutingConfig: { AdditionalVersionWeights: { [additional.version]: additional.weight } } } : {}),
  };
}

/** A version, `$LATEST` where none is said, as it is asked for. */
export function describeVersion(
  registry: FunctionRegistry,
  functionName: string,
  qualifier?: string,
  version = '$LATEST',
): object {
  const suffix = qualifier === undefined ? '' : `:${qualifier}`;
  return describe(functionName, `${registry.arn(functionName)}${suffix}`, registry.version(functionName, version));
}

/** A version by the members of `FunctionConfiguration`, those that the account knows. */
function describe(FunctionName: string, FunctionArn: string, { version, configuration }: FunctionVersion): object {
  const { codeSha256, environment, handler, memoryMb, roleArn, runtime, timeoutMs } = configuration;
  const isImage = runtime === 'image';
  return {
    FunctionName,
    FunctionArn,
    ...(isImage ? {} : { Runtime: runtime, Handler: handler }),
    PackageType: isImage ? 'Image' : 'Zip',
    Role: roleArn,
    CodeSha256: codeSha256(),
    Timeout: timeoutMs / 1000,
    MemorySize: memoryMb,
    Version: version,
    RevisionId: fingerprint(configuration),
    State: 'Active',
    LastUpdateStatus: 'Successful',
    ...(Object.keys(environment).length === 0 ? {} : { Environment: { Variables: environment } }),
  };
}
