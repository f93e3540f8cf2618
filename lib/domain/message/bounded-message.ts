import { BUDGETS } from '../size/budgets';
import { shortened } from '../size/shortened';
import { oneLine } from '../text/one-line';
import type { Message, MessageLink } from './message';

/** How many of a kind a message has at most. Of reasons, notes and commits it says how many there are besides. */
const MOST = {
  summary: 5,
  reasons: 20,
  notes: 10,
  next: 3,
  commands: 4,
  links: 3,
  commits: 10,
  concerned: 10,
} as const;

const LINK_BYTES = 1000;
const TITLE_BYTES = 100;
const ADDRESS_BYTES = 254;
const NAME_BYTES = 300;

/**
 * A message in which every text is one line of limited length, and every list is short. Whatever makes a message ends
 * with it, and whatever renders one begins with it, since a message may have come by a queue.
 */
export function boundedMessage(message: Message): Message {
  const { blue, decidedBy, firstError, commits, head } = message;
  const [reasons, notes] = [first(message.reasons, MOST.reasons), first(message.notes, MOST.notes)];
  return {
    ...message,
    id: something(messageLine(message.id)),
    service: name(message.service),
    alias: name(message.alias),
    releaseId: name(message.releaseId),
    blue: blue === undefined ? undefined : name(blue),
    green: name(message.green),
    headline: something(messageLine(message.headline)),
    summary: first(message.summary, MOST.summary).lines,
    decidedBy: lineOrNothing(decidedBy),
    reasons: reasons.lines,
    moreReasons: more(reasons.left, message.moreReasons),
    firstError: lineOrNothing(firstError),
    notes: notes.lines,
    moreNotes: more(notes.left, message.moreNotes),
    serving: something(messageLine(message.serving)),
    next: first(message.next, MOST.next).lines,
    commands: message.commands.map(oneLine).filter(isWhole).slice(0, MOST.commands),
    links: message.links
      .filter(isSound)
      .slice(0, MOST.links)
      .map(({ title, url }) => ({ title: something(shortened(oneLine(title), TITLE_BYTES)), url })),
    commits: commits && {
      count: commits.count,
      authors: commits.authors,
      some: commits.some.slice(0, MOST.commits).map(({ sha, subject, author }) => ({
        sha: shortened(oneLine(sha), TITLE_BYTES),
        subject: name(subject),
        author: shortened(oneLine(author), TITLE_BYTES),
      })),
    },
    concerned: message.concerned.filter((address) => address.length <= ADDRESS_BYTES).slice(0, MOST.concerned),
    head: head === undefined ? undefined : shortened(oneLine(head), TITLE_BYTES),
  };
}

/** A text as one line of a message. */
export function messageLine(text: string): string {
  return shortened(oneLine(text), BUDGETS.messageLine);
}

/** The first of the texts that say something, each as a line: a channel refuses an empty one. And how many are left. */
function first(texts: readonly string[], most: number): { readonly lines: readonly string[]; readonly left: number } {
  const lines: string[] = [];
  let read = 0;
  for (; read < texts.length && lines.length < most; read += 1) {
    const line = messageLine(texts[read] ?? '');
    if (line !== '') lines.push(line);
  }
  return { lines, left: texts.length - read };
}

function lineOrNothing(text: string | undefined): string | undefined {
  return first(text === undefined ? [] : [text], 1).lines[0];
}

/** What every message has. */
function something(text: string): string {
  return text === '' ? '-' : text;
}

/** Those that are left with those that were left out before; undefined where it is none. */
function more(left: number, before = 0): number | undefined {
  return left + before === 0 ? undefined : left + before;
}

function name(text: string): string {
  return something(shortened(oneLine(text), NAME_BYTES));
}

/** A command that is cut is another command. */
function isWhole(command: string): boolean {
  return messageLine(command) === command;
}

/** Nothing that a channel may take for the end of a link, or for another kind of address. */
function isSound({ url }: MessageLink): boolean {
  return url.length <= LINK_BYTES && /^https:\/\/[\w.-]+(?:[/?#][\w\-./?#[\]@!$&'()*+,;=:%~]*)?$/.test(url);
}
