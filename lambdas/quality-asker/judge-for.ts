import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { bedrockClient, bedrockJudge } from '../../lib/adapters/bedrock-judge';
import { digestOf } from '../../lib/adapters/digest';
import { functionContent } from '../../lib/adapters/lambda-content';
import { lambdaJudge } from '../../lib/adapters/lambda-judge';
import { openAiJudge } from '../../lib/adapters/openai-judge';
import type { RoleCredentials } from '../../lib/adapters/release-role';
import { SsmParameters } from '../../lib/adapters/ssm-parameters';
import type { JudgeDefinition } from '../../lib/domain/judge/judge-definition';
import type { Judge } from '../../lib/domain/judge/judge-port';
import { offlineJudge } from '../../lib/domain/judge/offline/offline-judge';
import { RETRIES } from '../retries';

interface JudgeContext {
  readonly credentials: RoleCredentials;
  readonly functionArn: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A judge, and a digest of what it is: scores of another one are never compared with its. */
export interface KnownJudge {
  readonly judge: Judge;
  readonly content: string;
}

/** The judge of a gate, which acts by the release's own role. */
export async function judgeFor(definition: JudgeDefinition, context: JudgeContext): Promise<KnownJudge> {
  const { credentials, functionArn, now } = context;
  // Retries are the gate's, which counts each against its budget.
  const once = { credentials, maxAttempts: 1 };
  switch (definition.kind) {
    case 'offline':
      return { judge: offlineJudge, content: digestOf(definition) };
    case 'function': {
      if (functionArn === undefined) throw new Error('The manifest of the release names no function that judges.');
      const content = await functionContent(new LambdaClient({ credentials, ...RETRIES }), functionArn);
      const judge = lambdaJudge(functionArn, { client: new LambdaClient(once), now });
      return { judge, content: digestOf([definition, functionArn, content]) };
    }
    case 'bedrock': {
      const { modelId, region, maxOutputTokens, temperature } = definition;
      const client = bedrockClient({ ...once, ...(region === undefined ? {} : { region }) });
      const settings = { modelId, maxOutputTokens, ...(temperature === undefined ? {} : { temperature }) };
      return { judge: bedrockJudge(settings, { client, now }), content: contentOf(definition) };
    }
    case 'openai': {
      const { baseUrl, model, maxOutputTokens, temperature, apiKeyParameter, allowPrivateNetwork = false } = definition;
      const parameters = new SsmParameters(new SSMClient({ credentials, ...RETRIES }));
      const apiKey =
        apiKeyParameter === undefined ? undefined : await parameters.readSecret(apiKeyParameter, 'The API key');
      const settings = {
        ...{ baseUrl, model, maxOutputTokens, allowPrivateNetwork },
        ...(temperature === undefined ? {} : { temperature }),
        ...(apiKey === undefined ? {} : { apiKey }),
      };
      return { judge: openAiJudge(settings, { now }), content: contentOf(definition) };
    }
  }
}

/** What a model is called by; what it costs says nothing about its scores. */
function contentOf(definition: Extract<JudgeDefinition, { readonly price: object }>): string {
  return digestOf({ ...definition, price: undefined });
}
