import * as v from 'valibot';
import { FIGURE_NAMES } from '../../lib/domain/figures/figure-kinds';
import type { FigureRelease } from '../../lib/domain/figures/figure-release';
import { figureReleaseSchema } from '../../lib/domain/figures/figure-release';
import { valueText } from '../../lib/domain/figures/figure-text';
import { figuresReport, type Figure } from '../../lib/domain/figures/figures-report';
import { csvReleaseSchema } from '../../lib/domain/figures/csv-release';
import { targetsSchema } from '../../lib/domain/figures/targets';
import { parse } from 'yaml';
import { fencesOf, readPage } from './fences';
import { codeOf, rowsOf } from './tables';

const GUIDE = 'docs/guides/figures.md';

const timeOf = (cell: string) => (cell === '–' ? undefined : Date.parse(`2026-${cell.replace(' ', 'T')}:00Z`));
const countOf = (cell: string) => (cell === '–' ? undefined : Number(cell));

/** A release as its row of the example has it. */
function releaseOf(row: readonly string[]): FigureRelease {
  const [id, service, state, opened, passed, decided, ended, requests, failed, committed, hotfix] = row as string[];
  const committedAt = committed === '–' ? undefined : committed!.split(', ').map((cell) => timeOf(cell)!);
  return v.parse(figureReleaseSchema, {
    ...{ id, service, state, alias: 'live', source: 'ledger' },
    ...{ openedAt: timeOf(opened!), shiftedAt: timeOf(passed!), decidedAt: timeOf(decided!), endedAt: timeOf(ended!) },
    ...{ requests: countOf(requests!), failedRequests: countOf(failed!) },
    ...{ commits: committedAt?.length, committedAt, hotfix: hotfix === '–' ? undefined : hotfix },
  });
}

const said = { who: 'ada', at: Date.UTC(2026, 2, 10) };

const [example] = figuresReport(
  {
    releases: rowsOf(GUIDE, 'release', 'service', 'state').map(releaseOf),
    labels: [
      { releaseId: 'r3', gate: 'health', right: true, ...said },
      { releaseId: 'r4', gate: 'health', right: true, ...said },
      { releaseId: 'r6', gate: 'health', right: false, ...said },
    ],
    effort: [
      { releaseId: 'r4', minutes: 25, ...said },
      { releaseId: 'r7', minutes: 60, ...said },
    ],
    pages: [{ releaseId: 'r7', at: Date.UTC(2026, 2, 9, 10, 45) }],
  },
  { period: { from: Date.UTC(2026, 2, 2), to: Date.UTC(2026, 2, 16) } },
);
const figures = new Map<string, Figure>(example?.sections[0]?.figures.map((figure) => [figure.name, figure]));

function shown({ value, unit, between }: Figure): string {
  if (value !== 'unknown' || !between) return valueText(value, unit);
  return `between ${valueText(between.least, unit)} and ${valueText(between.most ?? 'unknown', unit)}`;
}

const worked = rowsOf(GUIDE, 'figure', 'by hand').map(
  ([name, , value, unknownFor]) => [codeOf(name)[0] ?? '', value, unknownFor] as const,
);

describe('the example that the guide works by hand', () => {
  it.each(worked)('has %s as the code has it: %s, unknown for %s', (name, value, unknownFor) => {
    const figure = figures.get(name)!;
    expect([shown(figure), String(figure.unknownFor)]).toEqual([value, unknownFor]);
  });

  it('has every figure', () => {
    expect(worked.map(([name]) => name)).toEqual(FIGURE_NAMES);
    expect(rowsOf(GUIDE, 'figure', 'what it is').map(([name]) => codeOf(name)[0])).toEqual(FIGURE_NAMES);
  });
});

describe('the files in the guide', () => {
  const text = (kind: string) => fencesOf(GUIDE).find((fence) => fence.kind === kind)?.text ?? '';

  it('are targets that are read', () => {
    expect(v.parse(targetsSchema, parse(text('yaml targets'))).targets).toMatchObject({
      changeFailRate: 0.05,
      batchSize: 5,
    });
  });

  it('name every column of the file of releases', () => {
    const [header, ...rows] = text('csv').trim().split('\n');
    expect(header?.split(',').sort()).toEqual(Object.keys(csvReleaseSchema.entries).sort());
    expect(rows.map((row) => row.split(',').length)).toEqual([13, 13]);
  });

  it('have their page from whoever looks for it', () => {
    expect(readPage('README.md')).toContain('docs/guides/figures.md');
  });
});
