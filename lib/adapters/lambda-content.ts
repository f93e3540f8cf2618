import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { digestOf } from './digest';

/**
 * A digest of what a function is made of: its code, by Lambda's own hash of the package, and the configuration that was
 * published with it. Two versions with the same digest answer alike, as far as they are to blame for it.
 *
 * @throws Error where Lambda does not say what the code is
 */
export async function functionContent(client: LambdaClient, functionName: string, version?: string): Promise<string> {
  const found = await client.send(
    new GetFunctionConfigurationCommand({ FunctionName: functionName, Qualifier: version }),
  );
  if (found.CodeSha256 === undefined) throw new Error(`Lambda does not say what the code of ${functionName} is.`);
  return digestOf({
    code: found.CodeSha256,
    runtime: found.Runtime,
    handler: found.Handler,
    role: found.Role,
    memory: found.MemorySize,
    timeout: found.Timeout,
    environment: found.Environment?.Variables,
    layers: found.Layers?.map(({ Arn: arn }) => arn),
    architectures: found.Architectures,
    image: found.ImageConfigResponse?.ImageConfig,
    storage: found.EphemeralStorage?.Size,
    subnets: found.VpcConfig?.SubnetIds,
    fileSystems: found.FileSystemConfigs?.map(({ Arn: arn, LocalMountPath: path }) => [arn, path]),
  });
}
