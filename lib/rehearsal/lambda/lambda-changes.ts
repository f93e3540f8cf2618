import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import { operation, type Operation } from '../kernel/service-api';
import { codeFrom, type CodeArchives, type FunctionAlias } from './function-configuration';
import type { FunctionRegistry } from './function-registry';
import { describeAlias, describeVersion } from './lambda-reads';
import { isVersion } from './target';

const UPDATE_CODE = v.strictObject({ FunctionName: v.string(), S3Bucket: v.string(), S3Key: v.string() });

const UPDATE_ALIAS = v.strictObject({
  FunctionName: v.string(),
  Name: v.string(),
  FunctionVersion: v.optional(v.string()),
  RoutingConfig: v.optional(
    v.strictObject({
      AdditionalVersionWeights: v.optional(v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(1))), {}),
    }),
  ),
});

const DELETE = v.strictObject({ FunctionName: v.string(), Qualifier: v.optional(v.string()) });

/** The operations that change functions past their stacks, as people do by hand: AWS Lambda API Reference. */
export function lambdaChanges(registry: FunctionRegistry, archives: CodeArchives): Readonly<Record<string, Operation>> {
  return {
    UpdateFunctionCode: operation(UPDATE_CODE, ({ FunctionName, S3Bucket, S3Key }) => {
      const { functionName } = registry.target(FunctionName);
      const { configuration } = registry.version(functionName, '$LATEST');
      registry.update(functionName, { ...configuration, ...codeFrom(archives, S3Bucket, S3Key) });
      return describeVersion(registry, functionName);
    }),
    UpdateAlias: operation(UPDATE_ALIAS, ({ FunctionName, Name, FunctionVersion, RoutingConfig }) => {
      const { functionName } = registry.target(FunctionName);
      const before = registry.existingAlias(functionName, Name);
      const version = FunctionVersion ?? before.version;
      const additional = RoutingConfig ? secondOf(RoutingConfig.AdditionalVersionWeights, version) : before.additional;
      registry.putAlias(functionName, { name: Name, version, ...(additional ? { additional } : {}) });
      return describeAlias(registry, functionName, Name);
    }),
    DeleteFunction: operation(DELETE, ({ FunctionName, Qualifier }) => {
      const { functionName, qualifier } = registry.target(FunctionName, Qualifier);
      if (qualifier === undefined || !isVersion(qualifier)) {
        const what = 'Deleting a function, where the call names no version of it,';
        throw new NotEmulated(what, `a call of lambda:DeleteFunction for ${functionName}`);
      }
      registry.removeVersion(functionName, qualifier);
      return {};
    }),
  };
}

/** The version beside the main one. The words are those of answers that were met: AWS Lambda, UpdateAlias. */
function secondOf(weights: Readonly<Record<string, number>>, version: string): FunctionAlias['additional'] {
  const [second, ...more] = Object.entries(weights);
  if (!second) return undefined;
  const refuse = (message: string) => new ApiError('InvalidParameterValueException', message);
  if (more.length > 0) throw refuse('Number of items in AdditionalVersionWeights cannot be greater than 1');
  if (version === '$LATEST') throw refuse('$LATEST is not supported for an alias pointing to more than 1 version');
  if (second[0] === version) {
    throw refuse(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  }
  return { version: second[0], weight: second[1] };
}
