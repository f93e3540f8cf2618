import { counted, countText } from '../text/figures';
import type { Message, MessageCommit, MessageCommits, MessageKind } from './message';

/** What a channel says in one quiet line, as nobody has to do anything about it. */
const QUIET: ReadonlySet<MessageKind> = new Set(['started', 'released']);

export function isQuiet({ kind }: Message): boolean {
  return QUIET.has(kind);
}

/** What stands before what decided. */
export function decidedLabel({ kind }: Message): string {
  switch (kind) {
    case 'warned':
      return 'Warned by';
    case 'check-failed':
      return 'Failed check';
    case 'started':
    case 'blocked':
    case 'rolled-back':
    case 'released':
    case 'failed':
    case 'stuck':
      return 'Decided by';
    case 'owed':
      return 'Asked by';
  }
}

/** The one line of a message that is quiet: words of ours alone. */
export function quietLine(message: Message): string {
  const { headline, summary, serving } = message;
  return [`${headline}.`, ...summary, `Serving now: ${serving}.`, `${idLine(message)}.`].join(' ');
}

/** What it is about, by the id that CodeDeploy knows it by; a first release has no deployment. */
export function idLine({ blue, releaseId }: Message): string {
  return `${blue === undefined ? 'Release' : 'Deployment'}: ${releaseId}`;
}

/** The end of the record as this was said: whoever keeps the message can tell a record that was changed since. */
export function recordLine({ head }: Message): readonly string[] {
  return head === undefined ? [] : [`Record: ${head}`];
}

/** How many commits there are, of how many people; nothing where nobody knows. */
export function commitsSentence(commits: MessageCommits | undefined): readonly string[] {
  if (commits === undefined) return [];
  const { count, authors } = commits;
  return [`Brings ${counted(count, 'commit')} by ${counted(authors, 'author')}.`];
}

/** A commit in one line. Foreign text. */
export function commitLine({ sha, subject, author }: MessageCommit): string {
  return `${sha.slice(0, 12)} ${subject} (${author})`;
}

/** Some lines of many, with how many there are besides as the last. */
export function linesOf(lines: readonly string[], most: number, more: number | undefined, besides: string) {
  const shown = lines.slice(0, most);
  const left = lines.length - shown.length + (more ?? 0);
  return left === 0 ? shown : [...shown, `and ${countText(left)} more${besides}`];
}
