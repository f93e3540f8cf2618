import { LINE_BYTES } from '../../lib/domain/cost/handler-metrics-cost';
import { handlerMetric, type HandlerMetricName } from '../../lib/domain/shift/handler-metrics';
import { embeddedMetrics } from '../../lib/rehearsal/cloudwatch/embedded-metrics/embedded-metrics';
import type { MetricRecorder } from '../../lib/rehearsal/lambda/invocation-metrics';
import { ReleaseMetrics } from '../../lib/rehearsal/lambda/release-metrics';
import { contextOf, started, warm, written } from './invoked';

/** As CloudFormation names a function of CDK’s. */
const FUNCTION_NAME = 'Chat-ChatFn8A2B1C4D-AbCdEfGhIjKl';
const ALIAS = { functionName: FUNCTION_NAME, aliasName: 'live' };
const CONTEXT = { ...contextOf(), functionName: FUNCTION_NAME };

type Wrap = ReturnType<typeof warm>;

/** The line that one call writes. */
async function lineOf(wrap: Wrap): Promise<string> {
  const output = written();
  try {
    await wrap(() => Promise.resolve({ statusCode: 500 }))({}, CONTEXT);
    return JSON.stringify(output.lines()[0]);
  } finally {
    output.restore();
  }
}

async function published(wrap: Wrap) {
  const found = embeddedMetrics(await lineOf(wrap), Date.now());
  return found.kind === 'metrics' ? found.datapoints : [];
}

describe('what releaseMetrics writes', () => {
  it.each<[HandlerMetricName, () => Wrap]>([
    ['Failures', warm],
    ['Duration', warm],
    ['ColdStarts', started],
  ])('is where the watch looks: %s', async (name, wrap) => {
    const found = (await published(wrap())).filter(({ metric }) => metric.name === name);
    expect(found.map(({ metric }) => metric)).toEqual([handlerMetric(ALIAS, name, '7')]);
  });

  it('is what modelled calls of a rehearsal publish', async () => {
    const seen: unknown[] = [];
    const recorder: MetricRecorder = (metrics, publication) => {
      for (const metric of metrics) seen.push({ metric, ...publication });
      return () => undefined;
    };
    new ReleaseMetrics(recorder).record({
      target: { functionName: FUNCTION_NAME, qualifier: 'live' },
      version: '7',
      endedAt: 0,
      durationMs: 1,
      failed: true,
    });
    const own = await published(warm());
    expect(seen).toEqual(own.map(({ metric, unit, resolution }) => ({ metric, unit, resolution })));
  });

  it('is as long as the cost at synth has it, within a twentieth', async () => {
    const bytes = Buffer.byteLength(`${await lineOf(warm())}\n`);
    expect(Math.abs(bytes / LINE_BYTES - 1)).toBeLessThan(0.05);
  });
});
