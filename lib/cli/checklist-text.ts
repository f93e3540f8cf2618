import type { ItemStanding } from '../domain/checklist/item-standing';
import type { Release } from '../domain/release/release';
import { listText } from '../domain/text/figures';
import { forTerminal } from './for-terminal';

/** A checklist held against what is released, or is to be. */
export interface ShownChecklist {
  readonly name: string;
  readonly subject: string;
  readonly release: Release | undefined;
  /** T, in milliseconds since the epoch. */
  readonly startsAt: number;
  /** By time. */
  readonly items: readonly ItemStanding[];
}

const WIDEST = 'overdue'.length;

/** Item by item, under the times at which they are due. */
export function checklistText(shown: ShownChecklist): string {
  const lines = [...headOf(shown)];
  let due = '';
  for (const standing of forTerminal(shown.items)) {
    if (standing.item.due.text !== due) {
      due = standing.item.due.text;
      lines.push('', `${due}${standing.dueAt === undefined ? '' : `, ${iso(standing.dueAt)}`}`);
    }
    lines.push(...linesOf(standing));
  }
  return `${[...lines, '', endOf(shown)].join('\n')}\n`;
}

function headOf({ name, subject, release, startsAt }: ShownChecklist): readonly string[] {
  const about = `${forTerminal(name)}, subject ${subject.slice(0, 12)}`;
  if (!release) return [`${about}: not released yet.`, `T is taken to be ${iso(startsAt)}.`];
  const { id, state, endedAt } = release;
  const end = endedAt === undefined ? '' : `, and it ended at ${iso(endedAt)}`;
  return [`${about}: release ${id}, ${state}.`, `T was ${iso(startsAt)}${end}.`];
}

function linesOf({ item, is, said }: ItemStanding): readonly string[] {
  const indent = ' '.repeat(WIDEST + 4);
  return [
    `  ${is.padEnd(WIDEST)}  ${item.id}: ${item.what}`,
    ...(said ? [`${indent}“${said.text}” By ${said.by}, ${iso(said.at)}.`] : []),
    ...(item.link === undefined ? [] : [`${indent}${item.link}`]),
    ...(is === 'done' || is === 'moot' ? [] : missingOf(item).map((line) => indent + line)),
  ];
}

function missingOf({ attested, run }: ItemStanding['item']): readonly string[] {
  if (attested === undefined) return [];
  return [`Attested as \`${attested}\`${run ? ', which --run does' : ''}.`];
}

function endOf({ items }: ShownChecklist): string {
  const lacking = items.filter(({ isLacking }) => isLacking).map(({ item }) => item.id);
  return lacking.length === 0 ? 'All that is due is done.' : `Due, and not done: ${listText(lacking)}.`;
}

/** The same for programs. Times are ISO 8601. */
export function checklistJson({ name, subject, release, startsAt, items }: ShownChecklist): object {
  return {
    ...{ name, subject },
    ...(release ? { release: { id: release.id, state: release.state } } : {}),
    startsAt: iso(startsAt),
    items: items.map(({ item, is, dueAt, isLacking, said }) => ({
      ...{ id: item.id, what: item.what, due: item.due.text },
      ...(dueAt === undefined ? {} : { dueAt: iso(dueAt) }),
      ...{ is, isLacking, attested: item.attested, gate: item.gate, link: item.link },
      ...(said ? { said: { ...said, at: iso(said.at) } } : {}),
    })),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
