import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CodeDeployDeployments } from '../../lib/adapters/codedeploy-deployments';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { SsmParameters } from '../../lib/adapters/ssm-parameters';
import { PHASES } from '../../lib/domain/gate/gate-definition';
import { requiredEnvironment } from '../required-environment';
import { answerHook, type HookEvent } from './answer-hook';
import { askGates } from './ask-gates';

const phase = PHASES.find((one) => one === requiredEnvironment('PHASE')) ?? 'before-traffic';
const retries = { maxAttempts: 6 };
const sts = new STSClient(retries);
const ports = {
  phase,
  platformName: requiredEnvironment('PLATFORM_NAME'),
  deployments: new CodeDeployDeployments(new CodeDeployClient(retries)),
  ledger: new DynamoDbLedger(
    DynamoDBDocumentClient.from(new DynamoDBClient(retries), { marshallOptions: { removeUndefinedValues: true } }),
    requiredEnvironment('LEDGER_TABLE'),
  ),
  parameters: new SsmParameters(new SSMClient(retries)),
  now: () => Date.now(),
};

/** CodeDeploy's hook: asks the gates of one phase and answers, whatever happens. */
export async function handler(
  event: HookEvent,
  context: { readonly getRemainingTimeInMillis: () => number },
): Promise<void> {
  await answerHook(event, {
    ...ports,
    ask: (manifest, release) => askGates({ manifest, release, phase, sts, now: ports.now }),
    remainingMs: () => context.getRemainingTimeInMillis(),
  });
}
