import { beginning } from '../size/beginning';
import { countText } from '../text/figures';
import { boundedMessage } from './bounded-message';
import { mentioned } from './mentioned';
import type { Message } from './message';
import {
  commitLine,
  commitsSentence,
  decidedLabel,
  idLine,
  isQuiet,
  linesOf,
  quietLine,
  recordLine,
} from './message-parts';
import { slackText } from './slack-text';

/** Written by hand, so that the domain needs no package of Slack's; a test holds them to `@slack/types`. */
interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}
interface TextElement {
  readonly type: 'text';
  readonly text: string;
}
interface LinkElement {
  readonly type: 'link';
  readonly text: string;
  readonly url: string;
}
interface UserElement {
  readonly type: 'user';
  readonly user_id: string;
}
type SlackRichText =
  | { readonly type: 'rich_text_section'; readonly elements: readonly (TextElement | LinkElement | UserElement)[] }
  | { readonly type: 'rich_text_preformatted'; readonly elements: readonly TextElement[] };
export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: PlainText }
  | { readonly type: 'context'; readonly elements: readonly PlainText[] }
  | { readonly type: 'rich_text'; readonly elements: readonly SlackRichText[] };

export interface SlackMessage {
  /** What a notification shows, escaped. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** Slack, "Header block", "Section block" and "Text object". */
const HEADER_CHARACTERS = 150;
const SECTION_CHARACTERS = 3000;

/** Escaped, one can take five. Of a text Slack advises no more than 4,000 ("chat.postMessage", "Truncating content"). */
const NOTIFIED_CHARACTERS = 800;

/**
 * The message as Slack's blocks. Text from outside stands in preformatted text alone, where nothing of it acts: no
 * mention, no link, no formatting. No text is `mrkdwn`; links and mentions are elements of their own.
 *
 * @param accounts the ids of Slack's users by their addresses
 */
export function slackMessage(given: Message, accounts?: Readonly<Record<string, string>>): SlackMessage {
  const message = boundedMessage(given);
  if (isQuiet(message)) {
    const line = withNoteCount(message);
    return {
      text: slackText(beginning(line, NOTIFIED_CHARACTERS)),
      blocks: [{ type: 'context', elements: [plain(line, SECTION_CHARACTERS)] }],
    };
  }
  return {
    text: slackText(beginning([`${message.headline}.`, ...message.summary].join(' '), NOTIFIED_CHARACTERS)),
    blocks: [
      { type: 'header', text: plain(message.headline, HEADER_CHARACTERS) },
      ...mentions(message, accounts),
      ...section([...message.summary, ...commitsSentence(message.commits)]),
      ...quoted(decidedLabel(message), listed(message.decidedBy)),
      ...quoted('Why', message.reasons, message.moreReasons),
      ...quoted('First error', listed(message.firstError)),
      ...quoted('Commits', (message.commits?.some ?? []).map(commitLine)),
      ...quoted('Notes on what did not count', message.notes, message.moreNotes),
      ...section([`Serving now: ${message.serving}.`, ...message.next]),
      ...quoted('Look with', message.commands),
      ...links(message),
      {
        type: 'context',
        elements: [idLine(message), ...recordLine(message)].map((line) => plain(line, SECTION_CHARACTERS)),
      },
    ],
  };
}

/** A note stops nothing, and yet somebody may want to know that there are some. */
function withNoteCount(message: Message): string {
  const notes = message.notes.length + (message.moreNotes ?? 0);
  return notes === 0 ? quietLine(message) : `${quietLine(message)} Notes: ${countText(notes)}.`;
}

function plain(text: string, mostCharacters: number): PlainText {
  // Without emoji: what is between two colons stays as it is.
  return { type: 'plain_text', text: beginning(text, mostCharacters), emoji: false };
}

function section(sentences: readonly string[]): readonly SlackBlock[] {
  return sentences.length === 0 ? [] : [{ type: 'section', text: plain(sentences.join('\n'), SECTION_CHARACTERS) }];
}

/** Lines of text from outside, beneath a title of ours. As many as there is room for, and how many there are besides. */
function quoted(title: string, lines: readonly string[], more = 0): readonly SlackBlock[] {
  if (lines.length === 0) return [];
  let text = '';
  for (let most = lines.length; most >= 0; most -= 1) {
    text = linesOf(lines, most, more, '').join('\n');
    if (text.length <= SECTION_CHARACTERS) break;
  }
  return [
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [{ type: 'text', text: title }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] },
      ],
    },
  ];
}

function listed(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

function links({ links }: Message): readonly SlackBlock[] {
  const elements = links.map(({ title, url }): SlackRichText => {
    return { type: 'rich_text_section', elements: [{ type: 'link', text: title, url }] };
  });
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements }];
}

/** Slack's ids of users begin with U or W; anything else would be a mention of another kind. */
const USER_ID = /^[UW][A-Z0-9]{1,30}$/;

function mentions({ concerned }: Message, accounts?: Readonly<Record<string, string>>): readonly SlackBlock[] {
  const users = mentioned(concerned, accounts).filter((id) => USER_ID.test(id));
  if (users.length === 0) return [];
  const elements = users.flatMap((id): (TextElement | UserElement)[] => [
    { type: 'user', user_id: id },
    { type: 'text', text: ' ' },
  ]);
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}
