import {
  GetFunctionConfigurationCommand,
  type GetFunctionConfigurationCommandOutput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import type { PublishedVersions } from '../domain/release/published-version';
import { canonicalSha256 } from './canonical-json';

/**
 * What publishing a version freezes (AWS Lambda API Reference, "GetFunctionConfiguration"). What Lambda changes by itself is
 * not in it, such as the state, the date, the revision and the patch of the runtime.
 */
const FROZEN = [
  ...['CodeSha256', 'PackageType', 'Runtime', 'Handler', 'Architectures', 'Layers', 'ImageConfigResponse'],
  ...['Description', 'Role', 'Timeout', 'MemorySize', 'EphemeralStorage', 'Environment', 'KMSKeyArn'],
  ...['VpcConfig', 'FileSystemConfigs', 'DeadLetterConfig', 'TracingConfig', 'LoggingConfig'],
] as const;

/** The versions that Lambda has published. */
export class LambdaPublishedVersions implements PublishedVersions {
  constructor(private readonly client: Pick<LambdaClient, 'send'>) {}

  /** @throws Error where Lambda does not say what the code is */
  async digest(FunctionName: string, Qualifier: string): Promise<string> {
    const said = await this.client.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));
    if (said.CodeSha256 === undefined) throw new Error(`Lambda does not say what the code of ${FunctionName} is.`);
    // Of it Lambda says besides how far it has come.
    const snapStart = said.SnapStart?.ApplyOn;
    return canonicalSha256({ schema: 1, ...frozen(said), ...(snapStart === undefined ? {} : { snapStart }) });
  }
}

function frozen(said: GetFunctionConfigurationCommandOutput): object {
  const members = said as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(FROZEN.flatMap((name) => (members[name] === undefined ? [] : [[name, members[name]]])));
}
