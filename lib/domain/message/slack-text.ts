import { withUnseenShown } from '../text/visible-text';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text as Slack shows it word for word: by its own rules these three characters, and only these, begin what acts, such
 * as `<!channel>` and `<url|text>` (Slack, "Formatting text for app surfaces", "Escaping text").
 */
export function slackText(text: string): string {
  return withUnseenShown(text).replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}
