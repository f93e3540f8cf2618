import { SSMClient } from '@aws-sdk/client-ssm';
import { postToSlack } from '../../lib/adapters/slack-webhook';
import { SsmParameters } from '../../lib/adapters/ssm-parameters';
import { requiredEnvironment } from '../required-environment';

const parameters = new SsmParameters(new SSMClient());
const webhookParameter = requiredEnvironment('WEBHOOK_PARAMETER');

/** Posts the messages of the platform's topic to Slack. */
export async function handler(event: {
  readonly Records: readonly { readonly Sns: { readonly Message: string } }[];
}): Promise<void> {
  const webhook = await parameters.readSecret(webhookParameter, 'The Slack webhook');
  for (const { Sns } of event.Records) await postToSlack(webhook, Sns.Message);
}
