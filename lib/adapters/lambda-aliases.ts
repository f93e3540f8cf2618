import {
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  paginateListVersionsByFunction,
  ResourceNotFoundException,
  UpdateAliasCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import type { Aliases } from '../domain/release/aliases';
import type { ServingFact } from '../domain/preflight/release-facts';

/** Lambda's aliases and versions, as far as they are looked at. */
export class LambdaAliases implements Aliases {
  constructor(private readonly client: LambdaClient) {}

  /** What serves an alias now, and which versions there are; without a version where the alias is gone. */
  async serving(functionName: string, aliasName: string): Promise<ServingFact> {
    const [alias, versions] = await Promise.all([this.alias(functionName, aliasName), this.versions(functionName)]);
    const [second] = Object.entries(alias?.RoutingConfig?.AdditionalVersionWeights ?? {});
    return {
      functionName,
      aliasName,
      ...(alias?.FunctionVersion === undefined ? {} : { version: alias.FunctionVersion }),
      ...(second ? { additional: { version: second[0], weight: second[1] } } : {}),
      versions,
    };
  }

  /** What serves an alias now, and its ARN; undefined where the alias is gone. */
  async found(
    functionName: string,
    aliasName: string,
  ): Promise<(Omit<ServingFact, 'versions'> & { readonly arn?: string }) | undefined> {
    const alias = await this.alias(functionName, aliasName);
    if (!alias) return undefined;
    const [second] = Object.entries(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
    return {
      ...{ functionName, aliasName },
      ...(alias.FunctionVersion === undefined ? {} : { version: alias.FunctionVersion }),
      ...(second ? { additional: { version: second[0], weight: second[1] } } : {}),
      ...(alias.AliasArn === undefined ? {} : { arn: alias.AliasArn }),
    };
  }

  /**
   * Which share of an alias's calls a version gets while it is the second of two, 0 to 1; undefined where it is not.
   */
  async weight(functionName: string, aliasName: string, version: string): Promise<number | undefined> {
    const alias = await this.alias(functionName, aliasName);
    return alias?.RoutingConfig?.AdditionalVersionWeights?.[version];
  }

  /** After how many seconds a call of a version is given up. */
  async timeoutSeconds(FunctionName: string, Qualifier: string): Promise<number> {
    const { Timeout } = await this.client.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));
    if (Timeout === undefined) throw new Error(`Lambda says no timeout of ${FunctionName}:${Qualifier}.`);
    return Timeout;
  }

  async exists(functionName: string, aliasName: string): Promise<boolean> {
    return (await this.alias(functionName, aliasName)) !== undefined;
  }

  /** Takes the second version from an alias; the first has all calls then. */
  async clearWeights(FunctionName: string, Name: string): Promise<void> {
    await this.client.send(
      new UpdateAliasCommand({ FunctionName, Name, RoutingConfig: { AdditionalVersionWeights: {} } }),
    );
  }

  private async alias(FunctionName: string, Name: string) {
    return unlessMissing(this.client.send(new GetAliasCommand({ FunctionName, Name })));
  }

  private async versions(FunctionName: string): Promise<readonly string[]> {
    const found: string[] = [];
    const read = async () => {
      for await (const page of paginateListVersionsByFunction({ client: this.client }, { FunctionName })) {
        for (const { Version } of page.Versions ?? []) if (Version !== undefined) found.push(Version);
      }
    };
    await unlessMissing(read());
    return found;
  }
}

async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
