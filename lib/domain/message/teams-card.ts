import { jsonBytes } from '../size/json-bytes';
import { fittedMessage } from './fitted-message';
import { mentioned } from './mentioned';
import type { Message, Severity } from './message';
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

/** Somebody as Teams knows them. */
export interface TeamsAccount {
  /** The user principal name or the id in Microsoft Entra. */
  readonly id: string;
  readonly name: string;
}

interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Medium';
  readonly color?: 'Attention' | 'Warning' | 'Good' | 'Default';
  readonly fontType?: 'Monospace';
}
type CardElement =
  | { readonly type: 'RichTextBlock'; readonly inlines: readonly TextRun[]; readonly spacing?: 'None' }
  | { readonly type: 'TextBlock'; readonly text: string; readonly wrap: true };

/** Microsoft Learn, "Adaptive Cards schema explorer"; the members of `msteams` are Teams' own. */
export interface AdaptiveCard {
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly type: 'AdaptiveCard';
  readonly version: '1.4';
  readonly fallbackText: string;
  readonly body: readonly CardElement[];
  readonly actions?: readonly { readonly type: 'Action.OpenUrl'; readonly title: string; readonly url: string }[];
  readonly msteams: {
    readonly width: 'Full';
    readonly entities?: readonly {
      readonly type: 'mention';
      readonly text: string;
      readonly mentioned: TeamsAccount;
    }[];
  };
}

/** What a workflow's webhook is posted (Microsoft Support, "Create incoming webhooks with Workflows for Microsoft Teams"). */
export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly contentUrl: null;
      readonly content: AdaptiveCard;
    },
  ];
}

/**
 * Of what Teams takes, 28 KB with all that it puts around a card (Microsoft Teams connector, "Known issues and
 * limitations"), so much is left to be sure of.
 */
export const TEAMS_BYTES = 20 * 1024;

/**
 * The message as one Adaptive Card. Text from outside stands in text runs alone: they render no Markdown (Adaptive Cards
 * schema, "TextRun"), and text blocks do. What is least important is left out until the card is small enough.
 *
 * @param accounts who somebody with an address is in Teams
 */
export function teamsCard(message: Message, accounts?: Readonly<Record<string, TeamsAccount>>): TeamsMessage {
  return fittedMessage(
    message,
    (rest): TeamsMessage => ({
      type: 'message',
      attachments: [
        { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: cardOf(rest, accounts) },
      ],
    }),
    (card) => jsonBytes(card) <= TEAMS_BYTES,
  );
}

function cardOf(message: Message, accounts: Readonly<Record<string, TeamsAccount>> = {}): AdaptiveCard {
  const quiet = isQuiet(message);
  const people = quiet ? [] : mentioned(message.concerned, accounts).slice(0, MOST_MENTIONS);
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: inert(message.headline),
    body: quiet ? [runs([{ text: quietLine(message) }])] : [...loudBody(message), ...mentionBlock(people)],
    ...(!quiet &&
      message.links.length > 0 && {
        actions: message.links.map(({ title, url }) => ({ type: 'Action.OpenUrl' as const, title: inert(title), url })),
      }),
    msteams: {
      width: 'Full',
      ...(people.length > 0 && {
        entities: people.map((person) => ({ type: 'mention' as const, text: at(person), mentioned: person })),
      }),
    },
  };
}

const COLORS = {
  info: 'Good',
  warning: 'Warning',
  error: 'Attention',
  critical: 'Attention',
} as const satisfies Readonly<Record<Severity, TextRun['color']>>;

function loudBody(message: Message): readonly CardElement[] {
  const { decidedBy, firstError, commits } = message;
  const ours = (sentences: readonly string[]) => sentences.map((text) => runs([{ text }]));
  return [
    runs([{ text: message.headline, weight: 'Bolder', size: 'Medium', color: COLORS[message.severity] }]),
    ...ours([...message.summary, ...commitsSentence(commits)]),
    ...quoted(decidedLabel(message), decidedBy === undefined ? [] : [decidedBy]),
    ...quoted('Why', linesOf(message.reasons, message.reasons.length, message.moreReasons, '')),
    ...quoted('First error', firstError === undefined ? [] : [firstError]),
    ...quoted('Commits', (commits?.some ?? []).map(commitLine)),
    ...quoted('Notes on what did not count', linesOf(message.notes, message.notes.length, message.moreNotes, '')),
    ...ours([`Serving now: ${message.serving}.`, ...message.next]),
    ...quoted('Look with', message.commands),
    ...ours([idLine(message), ...recordLine(message)]),
  ];
}

/** Lines of text from outside, beneath a title of ours. */
function quoted(title: string, lines: readonly string[]): readonly CardElement[] {
  if (lines.length === 0) return [];
  return [
    runs([{ text: title, weight: 'Bolder' }]),
    ...lines.map((text) => runs([{ text, fontType: 'Monospace' }], 'None')),
  ];
}

function runs(inlines: readonly Omit<TextRun, 'type'>[], spacing?: 'None'): CardElement {
  return {
    type: 'RichTextBlock',
    inlines: inlines.map((run) => ({ type: 'TextRun', ...run, text: inert(run.text) })),
    ...(spacing && { spacing }),
  };
}

/**
 * A text without the two things that a card's host may act on in any text: `{{DATE(…)}}`, which is written anew (Adaptive
 * Cards, "Text features"), and `<at>`, which stands for a mention (Microsoft Teams, "Format cards", "Mention support").
 */
function inert(text: string): string {
  return text.replaceAll('{{', '{ {').replace(/<(?=\/?\s*at\b)/gi, '‹');
}

const MOST_MENTIONS = 5;

/** Names of the owner's map, and nothing else: a mention is taken from a text block alone. */
function mentionBlock(people: readonly TeamsAccount[]): readonly CardElement[] {
  if (people.length === 0) return [];
  return [{ type: 'TextBlock', text: people.map(at).join(' '), wrap: true }];
}

function at({ name }: TeamsAccount): string {
  return `<at>${name.replace(/[<>]/g, '')}</at>`;
}
