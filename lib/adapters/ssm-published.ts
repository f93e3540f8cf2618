import { GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';

/** AWS Systems Manager API Reference, GetParameters. */
const MOST_NAMES = 10;

/** What platforms publish as SSM parameters. */
export class SsmPublished {
  constructor(private readonly client: SSMClient) {}

  /** The values of those parameters that exist, by their names. */
  async values(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (let from = 0; from < names.length; from += MOST_NAMES) {
      const { Parameters = [] } = await this.client.send(
        new GetParametersCommand({ Names: names.slice(from, from + MOST_NAMES) }),
      );
      for (const { Name, Value } of Parameters) if (Name !== undefined && Value !== undefined) found.set(Name, Value);
    }
    return found;
  }
}
