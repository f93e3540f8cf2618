import * as v from 'valibot';
import type { Measured } from '../../../lib/domain/figures/figure';
import type { FigureName } from '../../../lib/domain/figures/figure-kinds';
import { TARGETED, targetsSchema, verdictOf, type TargetVerdict } from '../../../lib/domain/figures/targets';
import { weekName, weeksWithin } from '../../../lib/domain/figures/weeks';

const measured = (value: Measured['value'], between?: Measured['between']): Measured => ({
  ...{ value, of: 1, unknownFor: 0 },
  ...(between ? { between } : {}),
});

describe('a target', () => {
  it.each<[FigureName, Measured, number, TargetVerdict]>([
    ['changeFailRate', measured(0.05), 0.05, 'met'],
    ['changeFailRate', measured(0.06), 0.05, 'missed'],
    ['changeFailRate', measured('unknown'), 0.05, 'unknown'],
    ['changeFailRate', measured('unknown', { least: 0.01, most: 0.05 }), 0.05, 'met'],
    ['changeFailRate', measured('unknown', { least: 0.01, most: 0.06 }), 0.05, 'unknown'],
    ['changeFailRate', measured('unknown', { least: 0.06, most: 0.2 }), 0.05, 'missed'],
    ['requestsHit', measured('unknown', { least: 10 }), 100, 'unknown'],
    ['requestsHit', measured('unknown', { least: 201 }), 100, 'missed'],
    // What grows with time has a target for a week, and here are two.
    ['requestsHit', measured(200), 100, 'met'],
    ['requestsHit', measured(201), 100, 'missed'],
    ['deploymentFrequency', measured(5), 5, 'met'],
    ['deploymentFrequency', measured(4.9), 5, 'missed'],
    ['gatePrecision', measured('unknown', { least: 0.5, most: 0.9 }), 0.8, 'unknown'],
    ['gatePrecision', measured('unknown', { least: 0.8, most: 0.9 }), 0.8, 'met'],
  ])('of %s, measured %j, against %p is %s', (name, figure, target, verdict) => {
    expect(verdictOf(name, figure, target, 2)).toBe(verdict);
  });

  it('is written as people write it', () => {
    const given = {
      schema: 1,
      targets: { changeLeadTime: '2d', changeFailRate: '7.5%', deploymentFrequency: 5, timeToDetect: '90s' },
      teams: { chat: 'reading' },
    };
    expect(v.parse(targetsSchema, given)).toEqual({
      schema: 1,
      targets: { changeLeadTime: 172_800_000, changeFailRate: 0.075, deploymentFrequency: 5, timeToDetect: 90_000 },
      teams: { chat: 'reading' },
    });
    expect(v.parse(targetsSchema, { schema: 1 })).toEqual({ schema: 1, targets: {}, teams: {} });
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ changeLeadTime: '2 days' }, /must be a time such as 90s, 30m, 4h or 2d, got "?2 days/],
    [{ changeFailRate: '101%' }, /must be percent from 0% to 100%, such as 5%, got "?101%/],
    [{ changeFailRate: 0.05 }, /must be percent such as 5%/],
    [{ batchSize: -1 }, /must be 0 or more, got -1/],
  ])('%j is refused in words', (targets, message) => {
    const { success, issues } = v.safeParse(targetsSchema, { schema: 1, targets });
    expect(success).toBe(false);
    expect(issues?.[0].message).toMatch(message);
  });

  it('can be set for all figures but what is prevented, of which none is too many', () => {
    expect(TARGETED).toHaveLength(14);
    expect(v.safeParse(targetsSchema, { schema: 1, targets: { prevented: 1 } }).success).toBe(false);
  });
});

describe('a week', () => {
  // ISO 8601: the week of the year's first Thursday is its first.
  it.each([
    ['2025-12-28T23:59:59Z', '2025-W52'],
    ['2025-12-29T00:00:00Z', '2026-W01'],
    ['2026-01-01T00:00:00Z', '2026-W01'],
    ['2026-01-05T00:00:00Z', '2026-W02'],
    ['2026-12-31T12:00:00Z', '2026-W53'],
    ['2027-01-03T12:00:00Z', '2026-W53'],
    ['2027-01-04T00:00:00Z', '2027-W01'],
    ['2024-02-29T00:00:00Z', '2024-W09'],
  ])('of %s is %s', (at, week) => {
    expect(weekName(Date.parse(at))).toBe(week);
  });

  it('may begin and end in the middle', () => {
    const day = (date: string) => Date.parse(`${date}T00:00:00Z`);
    expect(weeksWithin({ from: day('2026-01-07'), to: day('2026-01-20') })).toEqual([
      { from: day('2026-01-07'), to: day('2026-01-12') },
      { from: day('2026-01-12'), to: day('2026-01-19') },
      { from: day('2026-01-19'), to: day('2026-01-20') },
    ]);
    expect(weeksWithin({ from: day('2026-01-05'), to: day('2026-01-05') })).toEqual([]);
  });
});
