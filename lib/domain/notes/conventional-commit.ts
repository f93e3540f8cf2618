import { ticketKeys } from '../facts/ticket-keys';

/** A footer, such as `Refs: #12`. Foreign text. */
export interface CommitFooter {
  /** Lower case, with hyphens for blanks, such as `breaking-change`. */
  readonly token: string;
  readonly value: string;
}

/** The message of a commit by Conventional Commits 1.0.0. All texts are foreign. */
export interface ConventionalCommit {
  /** Lower case; missing where the message has none. */
  readonly type?: string;
  readonly scope?: string;
  readonly description: string;
  readonly body: string;
  readonly footers: readonly CommitFooter[];
  /** What it breaks, in words; the description where it only says that it does. */
  readonly breaking?: string;
  /** Tickets and pull requests that it names, such as `#12` and `SHOP-7`. */
  readonly refs: readonly string[];
  /** The commits that it takes back, as ids or the beginnings of them. */
  readonly reverts: readonly string[];
}

const HEADER = /^([A-Za-z][\w-]*)(?:\(([^()]+)\))?(!)?: +(\S.*)$/;
const FOOTER = /^(BREAKING[ -]CHANGE(?=: )|[A-Za-z][A-Za-z0-9-]*)(?:: +| (?=#))(\S.*)$/;
/** Wherever a line begins with it, it is one: nobody writes it by chance, and to miss one is worse. */
const BREAKING = /^BREAKING[ -]CHANGE: /;
/** Words of trackers and of git by which a footer refers to something. */
const REFERRING: ReadonlySet<string> = new Set(
  'refs ref references closes close closed fixes fix fixed resolves resolve resolved see issue issues relates-to part-of'.split(
    ' ',
  ),
);
const NUMBER = /(?<![\w&/])#\d+\b/gu;

/** Reads the message of a commit. One that is not conventional has a description and a body alone. */
export function conventionalCommit(subject: string, rest: string): ConventionalCommit {
  const taken = /^Revert "(.+)"$/.exec(subject);
  const header = HEADER.exec(subject);
  const { body, footers } = divided(rest);
  const type = taken ? 'revert' : header?.[1]?.toLowerCase();
  const description = (taken?.[1] ?? header?.[4] ?? subject).trim();
  const said = footers.filter(({ token }) => token === 'breaking-change').map(({ value }) => value);
  const isBreaking = said.length > 0 || header?.[3] === '!';
  const scope = header?.[2]?.trim();
  return {
    ...(type === undefined ? {} : { type }),
    ...(scope === undefined || scope === '' ? {} : { scope }),
    description,
    body,
    footers,
    ...(isBreaking ? { breaking: said.length > 0 ? said.join(' ') : description } : {}),
    refs: refsIn(subject, footers),
    reverts: type === 'revert' ? revertedBy(body, footers) : [],
  };
}

function refsIn(subject: string, footers: readonly CommitFooter[]): readonly string[] {
  const texts = [subject, ...footers.filter(({ token }) => REFERRING.has(token)).map(({ value }) => value)];
  return [...new Set([...ticketKeys(texts, NUMBER), ...ticketKeys(texts)])];
}

/** git itself says it in a sentence, Conventional Commits in a footer. */
function revertedBy(body: string, footers: readonly CommitFooter[]): readonly string[] {
  const sentences = [...body.matchAll(/This reverts commit ([0-9a-f]{7,64})/g)].map(([, sha = '']) => sha);
  const referred = footers
    .filter(({ token }) => token === 'refs' || token === 'reverts')
    .flatMap(({ value }) => [...value.matchAll(/\b[0-9a-f]{7,64}\b/g)].map(([sha]) => sha));
  return [...new Set([...sentences, ...referred])];
}

/** What follows the first line, as body and footers. */
function divided(rest: string): Pick<ConventionalCommit, 'body' | 'footers'> {
  const lines = rest.replaceAll('\r\n', '\n').trim().split('\n');
  const begins = lines.findIndex(
    (line, index) => BREAKING.test(line) || (startsParagraph(lines, index) && areFooters(lines, index)),
  );
  if (begins < 0) return { body: lines.join('\n'), footers: [] };
  const footers: { token: string; value: string }[] = [];
  for (const line of lines.slice(begins)) {
    const [, token, value = ''] = FOOTER.exec(line) ?? [];
    const last = footers.at(-1);
    if (token !== undefined) footers.push({ token: token.replaceAll(' ', '-').toLowerCase(), value });
    // The value goes on until the next footer, whatever its lines look like.
    else if (last) last.value = `${last.value}\n${line}`;
  }
  const trimmed = footers.map(({ token, value }) => ({ token, value: value.trim() }));
  return { body: lines.slice(0, begins).join('\n').trim(), footers: trimmed };
}

function startsParagraph(lines: readonly string[], index: number): boolean {
  return index === 0 || lines[index - 1]?.trim() === '';
}

/** Whether each paragraph from here on begins with a footer: a sentence with a colon in the middle of a body is none. */
function areFooters(lines: readonly string[], from: number): boolean {
  return lines.every(
    (line, index) => index < from || line.trim() === '' || !startsParagraph(lines, index) || FOOTER.test(line),
  );
}
