import { withUnseenShown } from '../domain/text/visible-text';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text as Slack shows it word for word: by its own rules these three characters, and only these, begin what acts, such
 * as `<!channel>` and `<url|text>` (Slack, "Formatting text for app surfaces", "Escaping text").
 */
export function slackText(text: string): string {
  return withUnseenShown(text).replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** Posts a text to a Slack incoming webhook; an answer that is not a success is an error. */
export async function postToSlack(webhookUrl: string, text: string): Promise<void> {
  const response = await fetch(webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // Not formatted, so that what green said does not look like ours; and nobody fetches a page that it names.
    body: JSON.stringify({ text: slackText(text), mrkdwn: false, unfurl_links: false, unfurl_media: false }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`Slack answered ${response.status}: ${await response.text()}`);
}
