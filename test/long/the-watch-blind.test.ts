import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Gate, TrafficPlan } from 'sluice';
import { editTemplate } from '../end-to-end/service-assembly';
import { gateOf, releaseOf, synthesizeChange, type Change } from '../end-to-end/watched-service';

const TEN_MINUTES = { traffic: TrafficPlan.canary({ percent: 25, interval: Duration.minutes(10) }) };

let directory: string;
let enforcing: Change;
let shadow: Change;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-watch-blind-'));
  const changeOf = (mode: 'enforce' | 'shadow') =>
    synthesizeChange(directory, mode, { release: { ...TEN_MINUTES, gates: [Gate.errorRate({ mode })] } });
  enforcing = changeOf('enforce');
  shadow = changeOf('shadow');
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const CALLED = { traffic: { requestsPerSecond: 5 } };

describe('a watch that was killed', () => {
  const killed = { ...CALLED, faults: [{ on: 'state-machine', id: 'ShiftWatch', kind: 'crash', delay: '3m' }] };

  it('lets nothing through, since it was not there', () => {
    const release = releaseOf(enforcing, killed);

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'error-rate']);
    expect(release.messages.at(-1)?.text).toMatch(
      /The watch was not there while traffic moved: it looked last at 09:\d\d UTC, and all traffic had moved at 09:\d\d UTC\./,
    );
  });

  it('stops nothing in shadow', () => {
    expect(releaseOf(shadow, killed)).toMatchObject({ outcome: 'released' });
  });
});

it('lets nothing through whose every look breaks, the last one too', () => {
  const faults = [{ on: 'function', id: 'Platform/ShiftWatcher', kind: 'crash' }];
  const release = releaseOf(enforcing, { ...CALLED, faults });

  expect(release.outcome).toBe('rolled-back');
  expect(release.requests.green.errors).toBe(0);
});

describe('a watch that may not read metrics', () => {
  /** Takes away what the watch reads metrics by, as a boundary or a policy of the organization might. */
  function withoutMetrics(name: string, mode: 'enforce' | 'shadow'): Change {
    const change = synthesizeChange(directory, name, {
      release: { ...TEN_MINUTES, gates: [Gate.errorRate({ mode })] },
    });
    for (const assembly of [change.from, change.to]) {
      editTemplate(
        assembly,
        (text) => text.replaceAll('"cloudwatch:GetMetricData"', '"cloudwatch:GetDashboard"'),
        'Platform',
      );
    }
    return change;
  }

  it('lets nothing through, and the report has the statement that is missing', () => {
    const release = releaseOf(withoutMetrics('denied', 'enforce'), CALLED);

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'error-rate']);
    expect(release.deniedCalls).toMatchObject([
      {
        action: 'cloudwatch:GetMetricData',
        missing: { statement: { Effect: 'Allow', Action: 'cloudwatch:GetMetricData', Resource: '*' } },
      },
    ]);
    expect(release.messages.at(-1)?.text).toContain('cloudwatch:GetMetricData');
  });

  it('stops nothing in shadow, and says that it would have', () => {
    const release = releaseOf(withoutMetrics('denied-shadow', 'shadow'), CALLED);

    expect(release.outcome).toBe('released');
    expect(gateOf(release, 'error-rate')).toMatchObject({ effect: 'shadow', verdict: 'fail' });
  });
});

it('lets nothing through of which no call was seen, though many were to be expected', () => {
  const release = releaseOf(enforcing, {});

  expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'error-rate']);
  expect(release.messages.at(-1)?.text).toMatch(/no call of version 2/i);
});
