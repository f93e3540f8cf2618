import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

export class SsmParameters {
  constructor(private readonly client: SSMClient) {}

  /** The value of a parameter, decrypted where it is a secret. */
  async read(name: string): Promise<string> {
    const { Parameter } = await this.client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    if (Parameter?.Value === undefined) throw new Error(`The parameter ${name} has no value.`);
    return Parameter.Value;
  }
}
