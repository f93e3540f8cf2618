import { oneLine } from '../text/one-line';
import { boundedMessage } from './bounded-message';
import type { Message } from './message';
import { commitLine, commitsSentence, decidedLabel, idLine, isQuiet, linesOf, recordLine } from './message-parts';

const MOST_LINES = 5;
const MOST_COMMITS = 3;

/**
 * The message as a mail has it. Much of it comes from green, a model or a log. Each line begins with words of ours and is
 * one line, so that none of them can be forged.
 */
export function plainText(given: Message): string {
  const message = boundedMessage(given);
  const { decidedBy, firstError, commits } = message;
  const isLong = !isQuiet(message);
  return [
    `${message.headline}.`,
    ...(decidedBy === undefined ? [] : [`${decidedLabel(message)}: ${decidedBy}.`]),
    ...linesOf(message.reasons, MOST_LINES, message.moreReasons, '').map((reason) => `- ${reason}`),
    ...(firstError === undefined ? [] : [`First error: ${firstError}`]),
    ...message.summary,
    ...commitsSentence(commits),
    ...(isLong ? (commits?.some ?? []) : []).slice(0, MOST_COMMITS).map((commit) => `Commit: ${commitLine(commit)}`),
    ...linesOf(message.notes, MOST_LINES, message.moreNotes, ' gates that did not count.').map(
      (note) => `Note: ${note}`,
    ),
    `Serving now: ${message.serving}.`,
    ...message.next,
    ...message.commands.map((command) => `Look with: ${command}`),
    ...(isLong ? message.links : []).map(({ title, url }) => `${title}: ${url}`),
    ...recordLine(message),
    idLine(message),
  ]
    .map(oneLine)
    .join('\n');
}

/** SNS takes 100 printable ASCII characters that begin with a letter, a number or a sign (Amazon SNS API Reference, "Publish"). */
const SUBJECT_CHARACTERS = 100;

/** The subject of a mail. */
export function mailSubject({ headline }: Message): string {
  return inAscii(headline, SUBJECT_CHARACTERS);
}

/** A text as one line of ASCII. */
export function inAscii(text: string, mostCharacters: number): string {
  return oneLine(text)
    .replace(/[^ -~]/gu, '?')
    .slice(0, mostCharacters);
}
