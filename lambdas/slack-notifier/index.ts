import { postToSlack } from '../../lib/adapters/slack-webhook';
import { parameters } from '../clients';
import { requiredEnvironment } from '../required-environment';

const secrets = parameters();
const webhookParameter = requiredEnvironment('WEBHOOK_PARAMETER');

/** Posts the messages of the platform's topic to Slack. */
export async function handler(event: {
  readonly Records: readonly { readonly Sns: { readonly Message: string } }[];
}): Promise<void> {
  const webhook = await secrets.readSecret(webhookParameter, 'The Slack webhook');
  for (const { Sns } of event.Records) await postToSlack(webhook, Sns.Message);
}
