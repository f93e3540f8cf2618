import { countText } from '../text/figures';
import { fittedMessage } from './fitted-message';
import { beginning } from '../size/beginning';
import type { Message } from './message';
import { commitLine, commitsSentence, decidedLabel, idLine, isQuiet, linesOf, quietLine } from './message-parts';

/**
 * A custom notification for Amazon Q Developer in chat applications, which posts it to Slack or Teams (Amazon Q Developer
 * in chat applications Administrator Guide, "Custom notifications using Amazon Q Developer in chat applications").
 */
export interface QDeveloperNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** Messages of the same thread stand beneath each other. */
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/** The guide names no limit. Slack's own of a section is 3,000 characters (Slack, "Section block"). */
export const DESCRIPTION_CHARACTERS = 3000;

/** So many lines of at most so many characters stay within that: the quotes' are longer than our own. */
const QUOTE_CHARACTERS = 400;
const LINE_CHARACTERS = 200;

/**
 * The message as such a notification. The chat formats all of it as its own Markdown, so text from outside stands between
 * fences, and in it what any chat acts on is replaced by what looks like it.
 */
export function qDeveloperNotification(given: Message): QDeveloperNotification {
  return fittedMessage(given, notificationOf, ({ content }) => content.description.length <= DESCRIPTION_CHARACTERS);
}

function notificationOf(message: Message): QDeveloperNotification {
  const { alias, service, kind, severity, releaseId } = message;
  const quiet = isQuiet(message);
  const nextSteps = quiet ? [] : stepsOf(message);
  return {
    version: '1.0',
    source: 'custom',
    id: inert(message.id),
    content: {
      textType: 'client-markdown',
      title: inert(message.headline),
      description: quiet ? inert(quietLine(message)) : description(message),
      ...(nextSteps.length > 0 && { nextSteps }),
      keywords: [kind, severity, inert(service)],
    },
    metadata: {
      threadId: releaseId,
      summary: inert(message.headline),
      eventType: kind,
      relatedResources: [alias],
      additionalContext: { alias, kind, severity, releaseId, needsPerson: String(message.needsPerson) },
    },
  };
}

/** What to do, what to look with, and where. A link is ours, and sound; it has to stay what it is. */
function stepsOf({ next, commands, links }: Message): readonly string[] {
  return [
    ...next.map(inert),
    ...commands.map((command) => `\`${inert(command)}\``),
    ...links.map(({ title, url }) => `${inert(title)}: ${url}`),
  ];
}

function description(message: Message): string {
  const { decidedBy, firstError, commits } = message;
  return [
    ...[...message.summary, ...commitsSentence(commits)].map((sentence) => beginning(inert(sentence), LINE_CHARACTERS)),
    ...fenced(decidedLabel(message), decidedBy === undefined ? [] : [decidedBy]),
    ...fenced('Why', linesOf(message.reasons, FEW, message.moreReasons, '')),
    ...fenced('First error', firstError === undefined ? [] : [firstError]),
    ...fenced('Commits', (commits?.some ?? []).map(commitLine)),
    ...noted(message),
    beginning(inert(`Serving now: ${message.serving}.`), LINE_CHARACTERS),
    inert(idLine(message)),
  ].join('\n');
}

const FEW = 5;

function fenced(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0
    ? []
    : [`${title}:`, '```', ...lines.map((line) => beginning(inert(line), QUOTE_CHARACTERS)), '```'];
}

function noted({ notes, moreNotes = 0 }: Message): readonly string[] {
  const count = notes.length + moreNotes;
  return count === 0 ? [] : [`Notes on what did not count: ${countText(count)}.`];
}

/** What begins a mention, a link, a fence or an entity in Slack or in Teams, and what looks like it and begins nothing. */
const LIKENESSES: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '&': '＆', '@': '＠', '`': 'ʹ' };

/**
 * A text that begins nothing, and in which nothing is emphasized. Outside of a fence an address would still be made a
 * link, so its colon is another one, too.
 */
function inert(text: string): string {
  return text
    .replace(/[<>&@`]/g, (character) => LIKENESSES[character] ?? character)
    .replace(/[*~[\]|]/g, (character) => MARKUP[character] ?? character)
    .replaceAll('://', '∶//');
}

const MARKUP: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '[': '［', ']': '］', '|': '｜' };
