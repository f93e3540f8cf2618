import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib';
import { Gate, PercentagePoints, Rule, TrafficPlan, Rate } from 'sluice';
import { synthesizeService } from '../end-to-end/service-assembly';
import { gateOf, minutesToDecision, releaseOf, TWELVE_MINUTES, type Change } from '../end-to-end/watched-service';

let directory: string;

const EIGHT_MINUTES = {
  ...TWELVE_MINUTES,
  traffic: TrafficPlan.canary({ percent: 25, interval: Duration.minutes(8) }),
  expectedTraffic: Rate.perSecond(10),
};

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-watch-handlers-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function changeOf(
  name: string,
  gate: Gate,
  { blue, green }: { readonly blue: string; readonly green: string },
): Change {
  const release = { ...EIGHT_MINUTES, gates: [gate] };
  const [from = '', to = ''] = [blue, green].map((code, version) =>
    synthesizeService(directory, `${name}-${version + 1}`, { code, release }),
  );
  writeFileSync(join(to, 'requests.yaml'), JSON.stringify([{ method: 'GET', path: '/' }]));
  return { from, to };
}

const CUSTOMERS = { traffic: { requestsPerSecond: 10, requests: 'requests.yaml' } };

/** Answers well, and fails every so-manieth call. */
const failing = (every: number) =>
  `let calls = 0; exports.handler = async () => { if (++calls % ${every} === 0) throw new Error('failed'); return { statusCode: 200 }; };`;

const WELL = `exports.handler = async () => ({ statusCode: 200 });`;

/** While an environment is new, what it needs is not there yet. */
const COLD = `let since; exports.handler = async () => {
  since ??= Date.now();
  if (Date.now() - since < 40000 && Math.random() < 0.1) throw new Error('no connection yet');
  return { statusCode: 200 };
};`;

/** Counts its answers by its own version, by the embedded metric format. */
const counting = (unhelpful: number) => `let calls = 0; exports.handler = async () => {
  const isUnhelpful = ++calls % 100 < ${unhelpful};
  console.log(JSON.stringify({
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{
      Namespace: 'Chat', Dimensions: [['ExecutedVersion']], Metrics: [{ Name: 'Answers' }, { Name: 'Unhelpful' }],
    }] },
    ExecutedVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION, Answers: 1, Unhelpful: isUnhelpful ? 1 : 0,
  }));
  return { statusCode: 200 };
};`;

describe('the watch over real handlers', () => {
  it('lets a release go on whose first calls fail while it is cold', () => {
    const change = changeOf('cold', Gate.errorRate(), { blue: WELL, green: COLD });
    const release = releaseOf(change, CUSTOMERS);

    expect(release.requests.green.errors).toBeGreaterThan(3);
    expect(release).toMatchObject({ outcome: 'released', deniedCalls: [] });
  });

  it('goes by a rule in the squad’s own words where that is wanted', () => {
    const rule = Rule.aboveBlue({ minutes: 5 });
    const gate = Gate.errorRate({ maxIncrease: PercentagePoints.of(1), rule });
    const release = releaseOf(changeOf('rule', gate, { blue: failing(200), green: failing(18) }), CUSTOMERS);

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'error-rate']);
    expect(minutesToDecision(release)).toBeGreaterThan(5);
    expect(gateOf(release, 'error-rate').reasons[0]?.message).toMatch(
      /^The rule was met: version 2 above version 1 by more than 1 point in 5 of 5 minutes; /,
    );
  });

  it('compares what a squad counts itself', () => {
    const [total, failures] = ['Answers', 'Unhelpful'].map(
      (metricName) => new cloudwatch.Metric({ namespace: 'Chat', metricName }),
    );
    const gate = Gate.failureRatio({ failures: failures!, total: total! });
    const release = releaseOf(changeOf('counts', gate, { blue: counting(2), green: counting(15) }), CUSTOMERS);

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'failure-ratio']);
    expect(release.requests.green.errors).toBe(0);
    const { greenCalls = 0, greenFailed = 0 } = gateOf(release, 'failure-ratio').evidence.figures;
    expect(greenFailed / greenCalls).toBeGreaterThan(0.08);
  });
});
