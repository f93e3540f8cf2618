import {
  GetFunctionConfigurationCommand,
  type GetFunctionConfigurationCommandOutput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import type { PublishedCode } from '../domain/code/code-objects';
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

  /** @throws Error where Lambda does not say what the code is */
  async code(FunctionName: string, Qualifier: string): Promise<PublishedCode> {
    const said = await this.client.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));
    const { CodeSha256: sha256 = '', PackageType } = said;
    // Of an archive it is base64, and of an image the hexadecimal digits of its digest.
    const hex = /^[0-9a-f]{64}$/.test(sha256) ? sha256 : Buffer.from(sha256, 'base64').toString('hex');
    if (hex.length !== 64) throw new Error(`Lambda does not say what the code of ${FunctionName} is.`);
    return { sha256: hex, isImage: PackageType === 'Image' };
  }
}

function frozen(said: GetFunctionConfigurationCommandOutput): object {
  const members = said as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(FROZEN.flatMap((name) => (members[name] === undefined ? [] : [[name, members[name]]])));
}
