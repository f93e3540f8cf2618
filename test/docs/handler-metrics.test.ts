import { spawnSync } from 'node:child_process';
import { handlerMetricsCost, handlerMetricsSentence, LINE_BYTES } from '../../lib/domain/cost/handler-metrics-cost';
import { US_EAST_1_PRICES } from '../../lib/domain/cost/prices';
import { metricLine } from '../../lib/metrics/metric-line';
import { contextOf } from '../metrics/invoked';
import { fencesOf, readPage } from './fences';
import { rowsOf } from './tables';

const PAGE = 'docs/guides/metrics-from-your-handler.md';
const CALLS_PER_MINUTE: Readonly<Record<string, number>> = {
  '50 000 a day': 50_000 / (24 * 60),
  '10 a second': 600,
  '100 a second': 6000,
};

const rows = rowsOf(PAGE, 'calls', 'its metrics, a month', 'its log lines, a month');

describe('what metrics from a handler cost, by the guide', () => {
  it('is said of each traffic', () => {
    expect(rows.map(([calls]) => calls)).toEqual(Object.keys(CALLS_PER_MINUTE));
    expect(readPage(PAGE)).toContain(`${LINE_BYTES} bytes`);
  });

  it.each(rows)('is what is said at synth: %s, %s, %s', (calls = '', metrics, lines) => {
    const callsPerMinute = CALLS_PER_MINUTE[calls];
    const prices = US_EAST_1_PRICES;
    const cost = handlerMetricsCost({ releasesPerMonth: 10, shiftMinutes: 10, callsPerMinute, prices });
    expect(handlerMetricsSentence(cost)).toBe(
      `releaseMetrics costs about ${metrics} a month for its metrics, and ${lines} for its log lines with the expected traffic.`,
    );
  });
});

/** Calls the guide's handler, and others in its place, as Lambda would. */
const DRIVER = `
import types
def called(qualifier, answer=None, error=None):
    arn = "arn:aws:lambda:eu-west-1:111122223333:function:chat" + qualifier
    context = types.SimpleNamespace(function_name="chat", function_version="7", invoked_function_arn=arn)
    def plain(event, context):
        if error: raise error
        return answer
    try:
        release_metrics(plain)({}, context)
    except ValueError:
        pass
context = types.SimpleNamespace(function_name="chat", function_version="7",
    invoked_function_arn="arn:aws:lambda:eu-west-1:111122223333:function:chat:live")
assert handler({"name": "you"}, context) == {"statusCode": 200, "body": "Hello you"}
called(":live", {"statusCode": 200})
called(":live", {"statusCode": 500})
called(":live", {"batchItemFailures": [{"itemIdentifier": "one"}]})
called(":live", error=ValueError("no"))
for qualifier in ("", ":7", ":$LATEST"): called(qualifier, {"statusCode": 500})
`;

function expectLinesOfOurs(): void {
  const [code = ''] = fencesOf(PAGE).flatMap(({ kind, text }) => (kind === 'python' ? [text] : []));
  const { stdout, stderr } = spawnSync('python3', ['-'], { input: code + DRIVER, encoding: 'utf8' });
  expect(stderr).toBe('');
  const written = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly Duration?: number; readonly _aws: { readonly Timestamp: number } });
  const expected = [false, false, true, true, true].map((failed, index) => {
    const { Duration: durationMs = 0, _aws } = written[index]!;
    const line = metricLine(contextOf(), 'live', { endedAt: _aws.Timestamp, durationMs, failed, cold: index === 0 });
    return JSON.parse(line) as unknown;
  });
  expect(written).toEqual(expected);
}

const hasPython = spawnSync('python3', ['--version']).status === 0;
const withPython = hasPython ? it : it.skip;

describe('the handler in Python of the guide', () => {
  withPython(
    `writes the lines that releaseMetrics writes${hasPython ? '' : ' (skipped: there is no python3 here)'}`,
    expectLinesOfOurs,
  );
});
