import { reachedCustomers } from './figure-release';
import { medianFigure, shareFigure, sumFigure, weeklyFigure, weeksOf, type Measured } from './figure';
import type { Effort, GateLabel, Page, Period } from './history';
import { MENDING_MS, REWORK_SOURCES, type JudgedRelease } from './judged-release';

/** What a figure is made of: the releases that ended in a period, and what people and pagers said of them. */
export interface Slice {
  readonly period: Period;
  readonly releases: readonly JudgedRelease[];
  readonly labels: readonly GateLabel[];
  readonly effort: readonly Effort[];
  readonly pages?: readonly Page[] | undefined;
}

export type FigureUnit = 'milliseconds' | 'share' | 'per week' | 'commits' | 'requests' | 'minutes' | 'releases';

export interface FigureKind {
  readonly title: string;
  readonly unit: FigureUnit;
  /** Which way is better; undefined where it says nothing by itself. */
  readonly better?: 'lower' | 'higher';
  /** Whether it grows with the time that is looked at, so that a target is for a week. */
  readonly grows?: true;
  readonly measure: (slice: Slice) => Measured;
}

/**
 * All figures. The first five are DORA's as of 2026 ("DORA's software delivery performance metrics", dora.dev); what each
 * counts is said to the letter in `docs/guides/figures.md`.
 */
export const FIGURES = {
  changeLeadTime: { title: 'Change lead time', unit: 'milliseconds', better: 'lower', measure: changeLeadTime },
  deploymentFrequency: {
    ...{ title: 'Deployment frequency', unit: 'per week', better: 'higher' },
    measure: ({ releases, period }) => weeklyFigure(deploymentsOf(releases).length, weeksOf(period)),
  },
  failedDeploymentRecoveryTime: {
    ...{ title: 'Failed deployment recovery time', unit: 'milliseconds', better: 'lower' },
    measure: ({ releases }) => spansOf(releases, ({ release, restoredAt }) => since(release.shiftedAt, restoredAt)),
  },
  changeFailRate: { title: 'Change fail rate', unit: 'share', better: 'lower', measure: changeFailRate },
  deploymentReworkRate: { title: 'Deployment rework rate', unit: 'share', better: 'lower', measure: reworkRate },
  prevented: { title: 'Prevented', unit: 'releases', measure: prevented },
  deploymentDuration: {
    ...{ title: 'Deployment duration', unit: 'milliseconds', better: 'lower' },
    measure: ({ releases }) =>
      medianOfKnown(deploymentsOf(releases).map(({ release }) => since(release.openedAt, release.endedAt))),
  },
  timeToDetect: {
    ...{ title: 'Time to detect', unit: 'milliseconds', better: 'lower' },
    measure: ({ releases }) => spansOf(releases, ({ release }) => since(release.shiftedAt, release.decidedAt)),
  },
  rollbacksAndHotfixes: {
    ...{ title: 'Rollbacks and hotfixes within 48 hours', unit: 'releases', better: 'lower', grows: true },
    measure: rollbacksAndHotfixes,
  },
  breakGlass: {
    ...{ title: 'Releases past their alarms', unit: 'releases', better: 'lower', grows: true },
    measure: glassesBroken,
  },
  requestsHit: {
    ...{ title: 'Requests hit by bad releases', unit: 'requests', better: 'lower', grows: true },
    measure: requestsHit,
  },
  pagesPerWeek: { title: 'Pages', unit: 'per week', better: 'lower', measure: pagesPerWeek },
  batchSize: {
    ...{ title: 'Batch size', unit: 'commits', better: 'lower' },
    measure: ({ releases }) => medianOfKnown(deploymentsOf(releases).map(({ release }) => release.commits)),
  },
  humanMinutes: { title: 'Human minutes', unit: 'minutes', better: 'lower', grows: true, measure: humanMinutes },
  gatePrecision: { title: 'Gate precision', unit: 'share', better: 'higher', measure: gatePrecision },
} as const satisfies Readonly<Record<string, FigureKind>>;

export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as readonly FigureName[];

/** A deployment is a release that reached 100 %. */
function deploymentsOf(releases: readonly JudgedRelease[]): readonly JudgedRelease[] {
  return releases.filter(({ release }) => release.state === 'released');
}

function count(releases: readonly JudgedRelease[], test: (one: JudgedRelease) => boolean): number {
  return releases.filter(test).length;
}

function since(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : to - from;
}

function medianOfKnown(values: readonly (number | undefined)[]): Measured {
  const known = values.filter((value) => value !== undefined);
  return medianFigure(known, values.length - known.length);
}

/** The median of a span of failures. One of which it is not known whether it was a failure has no span that is known. */
function spansOf(releases: readonly JudgedRelease[], span: (failure: JudgedRelease) => number | undefined): Measured {
  const failures = releases.filter(({ failed }) => failed !== 'no');
  return medianOfKnown(failures.map((one) => (one.failed === 'yes' ? span(one) : undefined)));
}

/** Each commit is a change. Those of one release are not independent of each other, so its interval goes by releases. */
function changeLeadTime(slice: Slice): Measured {
  const deployments = deploymentsOf(slice.releases).map(({ release }) => release);
  const known = deployments.filter(({ committedAt }) => committedAt !== undefined);
  const times = known.flatMap(({ committedAt = [], endedAt = 0 }) => committedAt.map((at) => endedAt - at));
  const releases = known.filter(({ committedAt = [] }) => committedAt.length > 0).length;
  return { ...medianFigure(times, deployments.length - known.length, releases), parts: { releases } };
}

function changeFailRate({ releases }: Slice): Measured {
  const reached = releases.filter(({ release }) => reachedCustomers(release) === 'yes');
  const perhaps = count(releases, ({ failed }) => failed === 'unknown');
  return shareFigure(
    count(reached, ({ failed }) => failed === 'yes'),
    reached.length,
    { hits: perhaps, counted: false },
  );
}

function reworkRate({ releases }: Slice): Measured {
  const deployments = deploymentsOf(releases);
  const by = (source: JudgedRelease['rework']) => count(deployments, ({ rework }) => rework === source);
  const sources = REWORK_SOURCES.map((source) => [source, by(source)] as const);
  const hits = sources.reduce((sum, [, own]) => sum + own, 0);
  const figure = shareFigure(hits, deployments.length, { hits: by('unknown'), counted: true });
  return { ...figure, parts: { hits, ...Object.fromEntries(sources) } };
}

/** What no customer had: blocked, or put back before the first request. */
function prevented({ releases }: Slice): Measured {
  const blocked = count(releases, ({ release }) => release.state === 'blocked');
  const unseen = count(releases, ({ release, failed }) => release.state === 'rolled-back' && failed === 'no');
  const unknownFor = count(releases, ({ failed }) => failed === 'unknown');
  const parts = { blocked, 'rolled-back-unseen': unseen };
  return sumFigure(blocked + unseen, blocked + unseen, { unknownFor, mostMore: unknownFor, parts });
}

function rollbacksAndHotfixes({ releases }: Slice): Measured {
  const inTime = ({ release }: JudgedRelease) =>
    (since(release.shiftedAt ?? release.openedAt, release.endedAt) ?? Infinity) <= MENDING_MS;
  const backs = releases.filter((one) => one.release.state === 'rolled-back' && inTime(one));
  const soon = deploymentsOf(releases).filter(({ soonAfter }) => soonAfter);
  const rollbacks = count(backs, ({ failed }) => failed === 'yes');
  const hotfixes = count(soon, ({ rework }) => rework !== 'no' && rework !== 'unknown');
  const unknownFor =
    count(backs, ({ failed }) => failed === 'unknown') + count(soon, ({ rework }) => rework === 'unknown');
  const sum = rollbacks + hotfixes;
  return sumFigure(sum, sum, { unknownFor, mostMore: unknownFor, parts: { rollbacks, hotfixes } });
}

/** Those that went past their alarms by a break-glass. Of the time before Sluice nobody knows. */
function glassesBroken({ releases }: Slice): Measured {
  const broken = count(releases, ({ release }) => release.glassBroken === true);
  const unknownFor = count(
    releases,
    ({ release }) => release.source === 'imported' && release.glassBroken === undefined,
  );
  return sumFigure(broken, broken, { unknownFor, mostMore: unknownFor });
}

/** Requests that bad releases failed, beside all that they served. */
function requestsHit({ releases }: Slice): Measured {
  const bad = releases.filter(({ failed }) => failed !== 'no').map(({ release }) => release);
  const known = bad.filter(({ failedRequests }) => failedRequests !== undefined);
  const failed = known.reduce((sum, { failedRequests = 0 }) => sum + failedRequests, 0);
  const served = known.reduce((sum, { requests = 0 }) => sum + requests, 0);
  return sumFigure(failed, known.length, { unknownFor: bad.length - known.length, parts: { served } });
}

function pagesPerWeek({ pages, releases, period }: Slice): Measured {
  if (!pages) return { value: 'unknown', of: 0, unknownFor: releases.length };
  return weeklyFigure(pages.length, weeksOf(period));
}

/** Only what people enter: where nobody did, nobody knows. */
function humanMinutes({ effort, releases }: Slice): Measured {
  const entered = new Set(effort.map(({ releaseId }) => releaseId)).size;
  const unknownFor = releases.length - entered;
  if (effort.length === 0) return { value: 'unknown', of: 0, unknownFor };
  const minutes = effort.reduce((sum, one) => sum + one.minutes, 0);
  return { value: minutes, of: entered, unknownFor, parts: { entries: effort.length } };
}

/** Only from labels. Those that have none are a sample that nobody drew, so they do not make it unknown. */
function gatePrecision({ labels, releases }: Slice): Measured {
  const labelled = new Set(labels.map(({ releaseId }) => releaseId));
  const right = labels.filter((label) => label.right).length;
  const stopped = releases.filter(({ release: { state } }) => state !== 'released');
  const unknownFor = count(stopped, ({ release }) => !labelled.has(release.id));
  return { ...shareFigure(right, labels.length), unknownFor, parts: { right, wrong: labels.length - right } };
}
