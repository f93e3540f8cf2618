import { withUnseenShown } from './visible-text';

/**
 * A text from outside as part of one line, for a person: it cannot begin a line of its own, whatever a terminal, a mail
 * or a chat takes for the end of one, and its unseen characters are written out.
 */
export function oneLine(text: string): string {
  return withUnseenShown(text).replace(/\s+/gu, ' ').trim();
}
