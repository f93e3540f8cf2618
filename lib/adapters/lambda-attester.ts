import { InvokeCommand, ResourceNotFoundException, type LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { attestationOf, statementSchema, type Attestation } from '../domain/attestation/attestation';
import type { Claim } from '../domain/attestation/claim';

/** A platform does not attest something, or not for this caller. */
export class NotAttested extends Error {
  override readonly name = 'NotAttested';
}

const answerSchema = v.union([v.object({ statement: statementSchema }), v.object({ refused: v.string() })]);

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
      if (FunctionError !== undefined) throw new NotAttested(`The function ${functionName} broke; its log says why.`);
      const answer = v.parse(answerSchema, JSON.parse(Buffer.from(Payload ?? []).toString('utf8')));
      if ('refused' in answer) throw new NotAttested(answer.refused);
      return attestationOf(answer.statement);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      throw new NotAttested(
        `Platform ${platform} knows no attestation \`${kind}\`: have it ask for it (\`policy\`) or grant it (\`platform.grantAttest(role, '${kind}')\`), and deploy it.`,
      );
    }
  }
}
