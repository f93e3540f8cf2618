import { handlerMetricsCost, handlerMetricsSentence } from '../../../lib/domain/cost/handler-metrics-cost';
import { US_EAST_1_PRICES } from '../../../lib/domain/cost/prices';

const question = { releasesPerMonth: 0, shiftMinutes: 10, callsPerMinute: undefined, prices: US_EAST_1_PRICES };

describe("what a handler's own metrics cost", () => {
  it('is two metrics a month, and three where calls are cold in every hour', () => {
    expect(handlerMetricsCost(question).metricsUsd).toEqual({ least: 0.6, most: 0.3 * 3 });
  });

  it('is that of both versions in the hours of a shift', () => {
    const { metricsUsd } = handlerMetricsCost({ ...question, releasesPerMonth: 10, shiftMinutes: 61 });
    expect(metricsUsd.least).toBeCloseTo(0.6 * (1 + 30 / 730), 9);
  });

  it('is by the calls for the lines', () => {
    const once = handlerMetricsCost({ ...question, callsPerMinute: 1000 });
    const twice = handlerMetricsCost({ ...question, callsPerMinute: 2000 });
    expect(twice.linesUsd).toBeCloseTo(2 * once.linesUsd, 9);
    expect(once.metricsUsd).toEqual(twice.metricsUsd);
  });

  it.each<[number | undefined, string]>([
    [50_000 / 1440, 'and $0.31 for its log lines with the expected traffic.'],
    [6000, 'and $53.85 for its log lines with the expected traffic.'],
    [undefined, 'and $0.20 for its log lines for each million calls.'],
  ])('is said at synth: %s calls a minute', (callsPerMinute, lines) => {
    const sentence = handlerMetricsSentence(handlerMetricsCost({ ...question, releasesPerMonth: 10, callsPerMinute }));
    expect(sentence).toBe(`releaseMetrics costs about $0.62 to $0.92 a month for its metrics, ${lines}`);
  });
});
