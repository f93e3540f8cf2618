import { GetParameterCommand, SSMServiceException, type SSMClient } from '@aws-sdk/client-ssm';
import type { Parameters } from '../domain/release/parameters';
import { Secret } from '../domain/secret/secret';
import { outsideError } from './outside-error';

export class SsmParameters implements Parameters {
  constructor(private readonly client: SSMClient) {}

  /** The value of a parameter, decrypted. One that is a secret is read by `readSecret`. */
  async read(name: string): Promise<string> {
    const value = await this.value(name);
    if (value === undefined) throw new Error(`The parameter ${name} has no value.`);
    return value;
  }

  /** @param what what the secret is, for people, such as `The API key` */
  async readSecret(name: string, what: string): Promise<Secret> {
    return new Secret(await this.read(name), `${what} in the parameter ${name}`);
  }

  private async value(name: string): Promise<string | undefined> {
    try {
      const command = new GetParameterCommand({ Name: name, WithDecryption: true });
      return (await this.client.send(command)).Parameter?.Value;
    } catch (error) {
      // What Systems Manager says is about the name. Of an answer that cannot be read, the error would have a part.
      if (error instanceof SSMServiceException) throw error;
      throw new Error(`The parameter ${name} cannot be read: ${outsideError(error).message}.`);
    }
  }
}
