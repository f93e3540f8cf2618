import { US_EAST_1_PRICES } from '../../lib/domain/cost/prices';
import { releaseCost } from '../../lib/domain/cost/release-cost';
import type { GateDefinition } from '../../lib/domain/gates/gate-kinds';
import { shiftMinutes, type TrafficShape } from '../../lib/domain/traffic/traffic-shape';
import { rowsOf } from './tables';

const GATES: readonly GateDefinition[] = [
  {
    ...{ kind: 'health', name: 'health', phase: 'before-traffic', passes: 3, withinSeconds: 60 },
    probe: { kind: 'event', event: {} },
  },
  { kind: 'error-rate', name: 'error-rate', phase: 'in-flight', maxIncrease: { kind: 'points', points: 1 } },
  {
    ...{ kind: 'latency', name: 'latency', phase: 'in-flight', percentile: 99 },
    maxIncrease: { kind: 'milliseconds', milliseconds: 200 },
  },
  { kind: 'throttling', name: 'throttling', phase: 'in-flight', onThrottle: 'fail' },
];

/** The rows of the guide, by how traffic moves in each. */
const SHAPES: Readonly<Record<string, TrafficShape>> = {
  '(no watch)': { kind: 'all-at-once' },
  '10 minutes': { kind: 'canary', percent: 10, intervalMinutes: 10 },
  '30 minutes': { kind: 'canary', percent: 10, intervalMinutes: 30 },
  'an hour': { kind: 'canary', percent: 10, intervalMinutes: 60 },
  '2842 minutes, nearly two days': { kind: 'linear', percent: 2, intervalMinutes: 58 },
};

const rows = rowsOf('docs/guides/what-a-canary-can-see.md', 'traffic moves for', 'a release costs');

describe('what a watched release costs, by the guide', () => {
  it('is said of each time that traffic may move for', () => {
    expect(rows.map(([time]) => time)).toEqual(Object.keys(SHAPES));
    expect(shiftMinutes(SHAPES['2842 minutes, nearly two days']!)).toBe(2842);
  });

  it.each(rows)('is what is said at synth: %s, %s', (time, dollars) => {
    const { perReleaseUsd } = releaseCost({
      gates: time === '(no watch)' ? GATES.slice(0, 1) : GATES,
      ...(time === '(no watch)' ? {} : { bakeMinutes: 5 }),
      ...{ shape: SHAPES[time]!, tables: 1, functionGb: 128 / 1024, architecture: 'x86_64' },
      ...{ alarmMetrics: 4, releasesPerMonth: 10, prices: US_EAST_1_PRICES },
    });
    expect(dollars).toBe(`$${Number(perReleaseUsd.toPrecision(2))}`);
  });
});
