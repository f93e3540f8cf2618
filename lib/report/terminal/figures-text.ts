import { knownText, partsText, valueText } from '../../domain/figures/figure-text';
import type { Figure, FigureGroup, FigureSection, WeekFigures } from '../../domain/figures/figures-report';
import { counted } from '../../domain/text/figures';

/** How many large batches are named before the rest is counted. */
const MOST_BATCHES = 5;

/** Figures for people. @param withWeeks a block for each week, and not the values of the last weeks alone */
export function figuresText(groups: readonly FigureGroup[], withWeeks: boolean): string {
  const blocks = groups.flatMap(({ name, sections }) =>
    sections.length === 0
      ? [`${name ?? 'All services'}: no release.`]
      : sections.flatMap((section) => [
          sectionText(name ?? 'All services', section, withWeeks),
          ...(withWeeks ? section.trend.map(weekText) : []),
        ]),
  );
  return `${blocks.join('\n\n')}\n`;
}

function sectionText(name: string, section: FigureSection, withWeeks: boolean): string {
  const { source, from, to, releases, underWay, figures, trend, largeBatches } = section;
  const flow = underWay === 0 ? '' : `, ${underWay} under way`;
  const more = largeBatches.length - MOST_BATCHES;
  return [
    `${name}, ${source === 'imported' ? 'before Sluice' : 'with Sluice'}, ${dayText(from)} to ${dayText(to)}: ${counted(releases, 'release')} ended${flow}`,
    ...figures.flatMap((figure) => [
      ...figureLines(figure),
      ...(withWeeks || trend.length < 2 ? [] : [`${INDENT}by week: ${trendText(figure, trend)}`]),
    ]),
    ...largeBatches
      .slice(0, MOST_BATCHES)
      .map(
        ({ releaseId, commits }) =>
          `  Warning: ${releaseId} brought ${counted(commits, 'commit')}, more than its target.`,
      ),
    ...(more > 0 ? [`  Warning: and ${more} more of such size.`] : []),
  ].join('\n');
}

function weekText({ week, from, figures }: WeekFigures): string {
  return [`${week}, from ${dayText(from)}`, ...figures.map((figure) => figureLines(figure)[0])].join('\n');
}

const TITLE_WIDTH = 40;
const INDENT = ' '.repeat(TITLE_WIDTH + 2);

function figureLines(figure: Figure): readonly [string, ...string[]] {
  const { title, value, unit, target } = figure;
  const aim = target ? `  target ${valueText(target.goal, unit)}: ${target.verdict}` : '';
  const parts = partsText(figure);
  return [
    `  ${title.padEnd(TITLE_WIDTH)}${valueText(value, unit)} (${knownText(figure)})${aim}`,
    ...(parts === '' ? [] : [`${INDENT}${parts}`]),
  ];
}

/** The last weeks, as many as fit beside each other. */
const MOST_WEEKS = 8;

function trendText({ name, unit }: Figure, trend: readonly WeekFigures[]): string {
  return trend
    .slice(-MOST_WEEKS)
    .map(({ figures }) => valueText(figures.find((one) => one.name === name)?.value ?? 'unknown', unit))
    .map((text) => text.replace(/ a week$/, ''))
    .join(' · ');
}

function dayText(at: number): string {
  return new Date(at)
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/:\d\d\.\d{3}Z$/, 'Z');
}
