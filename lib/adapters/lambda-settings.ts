import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { DEFAULT_SETTINGS, type FunctionSettings } from '../domain/staging/function-settings';

/** What published versions run with. */
export class LambdaSettings {
  constructor(private readonly client: Pick<LambdaClient, 'send'>) {}

  async of(FunctionName: string, Qualifier: string): Promise<FunctionSettings> {
    const said = await this.client.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));
    const { MemorySize, Timeout, Runtime, Architectures, Layers, Handler, Environment } = said;
    return {
      memory: String(MemorySize ?? DEFAULT_SETTINGS.memory),
      timeout: String(Timeout ?? DEFAULT_SETTINGS.timeout),
      runtime: Runtime ?? DEFAULT_SETTINGS.runtime,
      architecture: Architectures?.[0] ?? DEFAULT_SETTINGS.architecture,
      layers: String(Layers?.length ?? DEFAULT_SETTINGS.layers),
      handler: Handler ?? DEFAULT_SETTINGS.handler,
      // Lambda leaves it out of its answer to whoever may not use its key, and says so (API Reference, "EnvironmentResponse").
      environment: Environment?.Error === undefined ? (Environment?.Variables ?? {}) : undefined,
    };
  }
}
