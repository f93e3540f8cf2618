import { isTerminal } from '../release/release';
import { weeksOf, type Measured } from './figure';
import { FIGURE_NAMES, type FigureName, type FigureUnit, type Slice } from './figure-kinds';
import type { FigureRelease } from './figure-release';
import { isWithin, type FigureHistory, type Period } from './history';
import { judgedReleases, type JudgedRelease } from './judged-release';
import { kindOf, verdictOf, type Targets, type TargetVerdict } from './targets';
import { weekName, weeksWithin } from './weeks';

/** A figure with what it is held against. */
export interface Figure extends Measured {
  readonly name: FigureName;
  readonly title: string;
  readonly unit: FigureUnit;
  readonly target?: { readonly goal: number; readonly verdict: TargetVerdict };
}

export interface WeekFigures {
  /** By ISO 8601, such as `2026-W01`. */
  readonly week: string;
  readonly from: number;
  readonly to: number;
  readonly figures: readonly Figure[];
}

/** The figures of some releases with one source: before and after are never one number. */
export interface FigureSection {
  readonly source: FigureRelease['source'];
  readonly from: number;
  readonly to: number;
  /** How many ended in that time, and how many are under way. */
  readonly releases: number;
  readonly underWay: number;
  readonly figures: readonly Figure[];
  readonly trend: readonly WeekFigures[];
  /** Deployments with more commits than the target of the batch size. */
  readonly largeBatches: readonly { readonly releaseId: string; readonly commits: number }[];
}

/** The sections of a service, or of a team; of everything, where it has no name. */
export interface FigureGroup {
  readonly name?: string;
  readonly sections: readonly FigureSection[];
}

/** What releases are put together by. */
export type GroupedBy = 'service' | 'team' | 'week';

export interface FiguresAsked {
  readonly period: Period;
  readonly targets?: Targets | undefined;
  /** The team of each service. */
  readonly teams?: Readonly<Record<string, string>> | undefined;
  /** Weeks are in each section anyway. */
  readonly by?: GroupedBy | undefined;
}

/** The team of services that no team has. */
export const NO_TEAM = 'no team';

/**
 * The figures of a period. A release counts where it ended; those of 48 hours before should be in the history as well, as
 * what is rework goes by them.
 */
export function figuresReport(history: FigureHistory, asked: FiguresAsked): readonly FigureGroup[] {
  const judged = judgedReleases(history.releases);
  const { by, teams = {} } = asked;
  const all: FigureGroup = { sections: sectionsOf(judged, history, asked) };
  if (by === undefined || by === 'week') return [all];
  const nameOf = ({ release }: JudgedRelease) =>
    by === 'service' ? release.service : (teams[release.service] ?? NO_TEAM);
  const groups = groupedBy(judged, nameOf);
  return [
    all,
    ...[...groups.keys()].sort().map((name) => ({
      name,
      sections: sectionsOf(groups.get(name) ?? [], history, asked),
    })),
  ];
}

/** The time before the first release of the ledger is that before Sluice. */
function sectionsOf(
  judged: readonly JudgedRelease[],
  history: FigureHistory,
  asked: FiguresAsked,
): readonly FigureSection[] {
  const { from, to } = asked.period;
  const imported = judged.filter(({ release }) => release.source === 'imported');
  const kept = judged.filter(({ release }) => release.source === 'ledger');
  const first = kept.reduce((least, { release }) => Math.min(least, release.openedAt), Infinity);
  const cut = imported.length === 0 ? from : Math.min(to, Math.max(from, first));
  return [
    ...(cut > from ? [sectionOf('imported', imported, { from, to: cut }, history, asked)] : []),
    ...(cut < to ? [sectionOf('ledger', kept, { from: cut, to }, history, asked)] : []),
  ];
}

function sectionOf(
  source: FigureSection['source'],
  judged: readonly JudgedRelease[],
  period: Period,
  history: FigureHistory,
  { targets = {} }: FiguresAsked,
): FigureSection {
  const ids = new Set(judged.map(({ release }) => release.id));
  const whole = sliceOf(judged, { ...own(history, ids) }, period);
  const weeks = groupedBy(whole.releases, ({ release }) => weekName(release.endedAt ?? 0));
  const mostCommits = targets.batchSize ?? Infinity;
  return {
    source,
    ...period,
    releases: whole.releases.length,
    underWay: judged.filter(({ release }) => !isTerminal(release.state) && isWithin(period, release.openedAt)).length,
    figures: figuresOf(whole, targets),
    trend: weeksWithin(period).map((week) => {
      const name = weekName(week.from);
      return { week: name, ...week, figures: figuresOf(sliceOf(weeks.get(name) ?? [], whole, week), targets) };
    }),
    largeBatches: whole.releases.flatMap(({ release: { id, state, commits } }) =>
      state === 'released' && commits !== undefined && commits > mostCommits ? [{ releaseId: id, commits }] : [],
    ),
  };
}

type Said = Pick<FigureHistory, 'labels' | 'effort' | 'pages'>;

/** What was said of some releases. */
function own({ labels, effort, pages }: Said, ids: ReadonlySet<string>): Said {
  const isOwn = ({ releaseId }: { readonly releaseId: string }) => ids.has(releaseId);
  return { labels: labels.filter(isOwn), effort: effort.filter(isOwn), pages: pages?.filter(isOwn) };
}

/** What people said of a release belongs to when it ended, and a page to when it was sent. */
function sliceOf(judged: readonly JudgedRelease[], said: Said, period: Period): Slice {
  const releases = judged.filter(({ release }) => isTerminal(release.state) && isWithin(period, release.endedAt));
  const ids = new Set(releases.map(({ release }) => release.id));
  return {
    period,
    releases,
    ...own(said, ids),
    pages: said.pages?.filter(({ at }) => isWithin(period, at)),
  };
}

function figuresOf(slice: Slice, targets: Targets): readonly Figure[] {
  return FIGURE_NAMES.map((name) => {
    const { title, unit, measure } = kindOf(name);
    const measured = measure(slice);
    const goal = targets[name];
    const target =
      goal === undefined ? {} : { target: { goal, verdict: verdictOf(name, measured, goal, weeksOf(slice.period)) } };
    return { name, title, unit, ...measured, ...target };
  });
}

function groupedBy<T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
