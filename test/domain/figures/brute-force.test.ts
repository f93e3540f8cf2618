import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FigureRelease } from '../../../lib/domain/figures/figure-release';
import { HOTFIX_MARKS } from '../../../lib/domain/figures/figure-release';
import { figuresReport, type FigureSection } from '../../../lib/domain/figures/figures-report';
import type { FigureHistory, Period } from '../../../lib/domain/figures/history';
import { RELEASE_STATES } from '../../../lib/domain/release/release';

const HOUR = 3_600_000;
const BEGAN = Date.UTC(2026, 0, 1);
const SPAN = 60 * 24 * HOUR;

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Few values, so that times and counts meet. */
const hours = (most: number) => fc.integer({ min: 0, max: most * 4 }).map((quarters) => (quarters * HOUR) / 4);

const release: fc.Arbitrary<Omit<FigureRelease, 'id'>> = fc
  .record({
    service: fc.constantFrom('chat', 'shop', 'mail'),
    alias: fc.constantFrom('live', 'live', 'beta'),
    state: fc.constantFrom(...RELEASE_STATES, 'released' as const, 'released' as const, 'rolled-back' as const),
    openedAt: hours(60 * 24).map((after) => BEGAN + after),
    gating: maybe(hours(1)),
    deciding: maybe(hours(2)),
    ending: fc.oneof(hours(6), hours(60)),
    requests: maybe(fc.integer({ min: 0, max: 3 })),
    failedRequests: maybe(fc.integer({ min: 0, max: 3 })),
    commits: maybe(fc.array(hours(200), { maxLength: 6 })),
    batch: maybe(fc.integer({ min: 0, max: 20 })),
    hotfix: maybe(fc.constantFrom(...HOTFIX_MARKS)),
    glassBroken: maybe(fc.boolean()),
    source: fc.constantFrom('ledger' as const, 'imported' as const),
  })
  .map(({ gating, deciding, ending, commits, batch, ...known }) => {
    const { openedAt, state } = known;
    const isEnded = ['released', 'blocked', 'rolled-back', 'failed'].includes(state);
    return {
      ...known,
      ...(gating === undefined ? {} : { shiftedAt: openedAt + gating }),
      ...(deciding === undefined ? {} : { decidedAt: openedAt + deciding }),
      ...(isEnded ? { endedAt: openedAt + ending } : {}),
      ...(commits
        ? { commits: commits.length, committedAt: commits.map((before) => openedAt - before) }
        : batch === undefined
          ? {}
          : { commits: batch }),
    };
  });

const moment = hours(60 * 24).map((after) => BEGAN + after);

const history: fc.Arbitrary<FigureHistory & { readonly period: Period }> = fc
  .record({
    releases: fc.array(release, { maxLength: 40 }),
    /** Most histories have one source. */
    mixed: fc.boolean(),
    said: fc.array(fc.record({ of: fc.nat(50), at: moment, number: fc.integer({ min: 1, max: 90 }) }), {
      maxLength: 12,
    }),
    paged: fc.boolean(),
    from: hours(30 * 24).map((after) => BEGAN + after),
    length: fc.integer({ min: 1, max: 60 * 24 }).map((some) => some * HOUR),
  })
  .map(({ releases, mixed, said, paged, from, length }) => ({
    period: { from, to: Math.min(BEGAN + SPAN, from + length) },
    releases: releases.map((one, index) => ({
      ...one,
      id: `d-${index}`,
      source: mixed ? one.source : ('ledger' as const),
    })),
    labels: said.map(({ of, at, number }) => ({
      ...{ releaseId: `d-${of}`, gate: 'health', right: number % 3 > 0, who: 'ada', at },
    })),
    effort: said.map(({ of, at, number }) => ({ releaseId: `d-${of}`, minutes: number, who: 'ada', at })),
    ...(paged ? { pages: said.map(({ of, at }) => ({ releaseId: `d-${of}`, at })) } : {}),
  }));

type BruteSection = Pick<FigureSection, 'source' | 'from' | 'to'> & {
  readonly figures: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-figures-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

function byBruteForce(histories: readonly object[]): readonly (readonly BruteSection[])[] {
  const file = join(directory, 'histories.json');
  writeFileSync(file, JSON.stringify(histories));
  const script = join(process.cwd(), 'scripts/brute-force-figures.mjs');
  const options = { encoding: 'utf8', maxBuffer: 100_000_000 } as const;
  return JSON.parse(execFileSync(process.execPath, [script, file], options)) as readonly (readonly BruteSection[])[];
}

/** Numbers that two ways of reckoning give differ in their last digits. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) =>
      typeof one === 'number' && !Number.isInteger(one) ? Number(one.toFixed(6)) : one,
    ),
  ) as unknown;
}

describe('the figures', () => {
  const histories = fc.sample(history, { numRuns: 400, seed: 16 });

  it('are those of a program that imports nothing of the product and goes by brute force', () => {
    const expected = byBruteForce(histories);
    histories.forEach((one, index) => {
      const [all] = figuresReport(one, { period: one.period });
      const ours = (all?.sections ?? []).map(({ source, from, to, figures }) => ({
        ...{ source, from, to },
        figures: Object.fromEntries(
          figures.map(({ name, value, interval, between, of, unknownFor }) => [
            name,
            { value, interval, between, of, unknownFor },
          ]),
        ),
      }));
      expect(rounded(ours)).toEqual(rounded(expected[index]));
    });
  });

  it('are of histories in which each of them is known, and in which each is not', () => {
    const seen = histories.flatMap((one) => figuresReport(one, { period: one.period })[0]?.sections ?? []);
    const figures = seen.flatMap((section) => section.figures);
    for (const name of new Set(figures.map((one) => one.name))) {
      const own = figures.filter((one) => one.name === name);
      expect([name, own.some(({ value }) => value !== 'unknown')]).toEqual([name, true]);
      const alwaysKnown = name === 'deploymentFrequency';
      expect([name, own.some(({ value }) => value === 'unknown')]).toEqual([name, !alwaysKnown]);
    }
  });

  it('of all weeks are those of the whole where they can be added up', () => {
    for (const one of histories.slice(0, 100)) {
      for (const { figures, trend } of figuresReport(one, { period: one.period })[0]?.sections ?? []) {
        const whole = figures.find(({ name }) => name === 'deploymentFrequency');
        const weekly = trend.map((week) => week.figures.find(({ name }) => name === 'deploymentFrequency')?.of ?? 0);
        expect(weekly.reduce((sum, count) => sum + count, 0)).toBe(whole?.of);
        expect(trend.at(0)?.from ?? one.period.from).toBeGreaterThanOrEqual(one.period.from);
      }
    }
  });
});
