import { InvokeCommand, ResourceNotFoundException, type LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { attestationOf, statementSchema, type Attestation } from '../domain/attestation/attestation';
import type { Claim } from '../domain/attestation/claim';

/** A platform does not attest something, or not for this caller. */
export class NotAttested extends Error {
  override readonly name = 'NotAttested';
}

const errorSchema = v.object({ errorMessage: v.string() });

/** The function of a platform that writes attestations, called by the alias of what is attested. */
export class LambdaAttester {
  constructor(private readonly client: LambdaClient) {}

  /**
   * @param proof who attests, as a signed GetCallerIdentity
   * @throws NotAttested with what the function says of it
   */
  async attest(functionName: string, claim: Claim, proof: string): Promise<Attestation> {
    const { kind, platform } = claim;
    const command = new InvokeCommand({
      FunctionName: functionName,
      Qualifier: kind,
      Payload: Buffer.from(JSON.stringify({ claim, proof })),
    });
    try {
      const { FunctionError, Payload } = await this.client.send(command);
      const answer = JSON.parse(Buffer.from(Payload ?? []).toString('utf8')) as unknown;
      if (FunctionError === undefined) return attestationOf(v.parse(statementSchema, answer));
      const said = v.safeParse(errorSchema, answer);
      throw new NotAttested(said.success ? said.output.errorMessage : `The function ${functionName} broke.`);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      throw new NotAttested(
        `Platform ${platform} knows no attestation \`${kind}\`: have it ask for it (\`policy\`) or grant it (\`platform.grantAttest(role, '${kind}')\`), and deploy it.`,
      );
    }
  }
}
