import { embeddedMetrics } from '../../../../lib/rehearsal/cloudwatch/embedded-metrics/embedded-metrics';
import cases from '../../../cases/cloudwatch/embedded-metrics.json';
import { account, START } from '../account';

describe('the embedded metric format', () => {
  it.each(cases.read)('reads a line: $name', ({ line, expected }) => {
    expect(embeddedMetrics(line, cases.now)).toEqual(expected);
  });

  it.each(cases.malformed)('ignores $name, and says why', ({ line, reason }) => {
    expect(embeddedMetrics(line, cases.now)).toEqual({
      kind: 'malformed',
      reason: expect.stringContaining(reason) as string,
    });
  });
});

describe('logging embedded metrics', () => {
  it('feeds an alarm', async () => {
    const { cloudWatch, create, pass } = account();
    await create({ Namespace: 'Shop', MetricName: 'time', Dimensions: [{ Name: 'version', Value: '7' }] });
    expect(cloudWatch.recordEmbeddedMetrics(cases.read[0]!.line, START).kind).toBe('metrics');
    await pass(2);
    expect(cloudWatch.alarm('errors')?.state).toBe('ALARM');
  });

  it('records nothing of a malformed line', () => {
    const { cloudWatch } = account();
    for (const { line } of cases.malformed)
      expect(cloudWatch.recordEmbeddedMetrics(line, START).kind).toBe('malformed');
    expect(cloudWatch.metrics.metrics).toEqual([]);
  });
});
