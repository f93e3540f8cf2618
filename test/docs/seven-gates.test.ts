import { Judge } from 'sluice';
import { healthDefinition } from '../../lib/constructs/gates/health-gate';
import { errorRateDefinition, latencyDefinition } from '../../lib/constructs/gates/in-flight-gates';
import { integrationDefinition } from '../../lib/constructs/gates/integration-gate';
import { qualityDefinition } from '../../lib/constructs/gates/quality-gate';
import { QUALITY_DEFAULTS } from '../../lib/domain/gates/quality/quality-rule';
import { nextLookSeconds, PUBLICATION_DELAY_MS } from '../../lib/domain/shift/look-times';
import { THROTTLED_BEFORE_MS } from '../../lib/domain/shift/tables-look';
import { readPage } from './fences';
import { rowsOf } from './tables';

const PAGE = 'docs/guides/the-seven-gates.md';
const text = readPage(PAGE).replace(/\s+/g, ' ');
const takes = new Map(rowsOf(PAGE, 'gate', 'asked').map(([gate = '', , , most]) => [gate.replaceAll('`', ''), most]));

const minutes = (seconds: number) => `${seconds / 60} minutes`;

describe('the page of the seven gates', () => {
  it('says what time each gate before traffic has at most, and what it spends', () => {
    const health = healthDefinition({});
    const quality = qualityDefinition({}, Judge.offline()._bindToGate());
    expect(takes.get('health')).toBe(`${health.withinSeconds} seconds`);
    expect(text).toContain(`once, before traffic: ${health.passes} probes`);
    expect(takes.get('integration')).toBe(minutes(integrationDefinition({}).withinSeconds));
    expect(takes.get('quality')).toBe(minutes(quality.withinSeconds));
    expect(text).toContain(`spends ${quality.budget.mostDollars} dollars on its judge at most`);
  });

  it('says what the gates of the watch allow', () => {
    expect(errorRateDefinition({}).maxIncrease).toEqual({ kind: 'points', points: 1 });
    expect(text).toContain('that more than 1 point more fails');
    const { percentile, maxIncrease } = latencyDefinition({});
    expect(maxIncrease).toEqual({ kind: 'milliseconds', milliseconds: 200 });
    expect(text).toContain(`slower than blue's p${percentile} and 200 ms`);
    expect(text).toContain('not in the ten minutes before');
    expect(THROTTLED_BEFORE_MS).toBe(10 * 60_000);
  });

  it('says how often the watch looks, and how late metrics are', () => {
    const every = (sinceMs: number) => nextLookSeconds({ sinceMs, isRinging: false });
    expect(text).toContain(
      `looks every ${every(0)} seconds in the first hour of a shift and every ${every(3_600_000)}`,
    );
    expect(text).toContain(`up to ${PUBLICATION_DELAY_MS / 60_000} minutes late`);
  });

  it('says the margin of quality', () => {
    const { margin, lowestScore, highestScore } = QUALITY_DEFAULTS;
    expect(text).toContain(`less than ${margin} points of ${lowestScore} to ${highestScore} below blue`);
  });

  it('has every gate in each of its tables', () => {
    const names = ['ciEvidence', 'health', 'integration', 'quality', 'errorRate', 'latency', 'throttling'];
    expect([...takes.keys()]).toEqual(names);
    expect(rowsOf(PAGE, 'gate', 'does not see').map(([gate = '']) => gate.replaceAll('`', ''))).toEqual(names);
  });
});
