import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate } from 'sluice';
import { played, SHARED, withAlarm } from '../end-to-end/own-alarm';
import { gateOf, releaseOf, synthesizeChange } from '../end-to-end/watched-service';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-own-alarms-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('an alarm that a squad has already', () => {
  it.each([
    ['beside a watch', {}],
    ['without a watch', { gates: [Gate.health()] }],
  ])('goes red as a shadow, and the release goes on and says so: %s', (name, release) => {
    const change = synthesizeChange(directory, `shadow ${name}`, { ...withAlarm({ mode: 'shadow' }), release });
    const released = releaseOf(change, SHARED);

    expect(released).toMatchObject({ outcome: 'released', deniedCalls: [] });
    const gate = gateOf(released, 'checkout-errors-alarm');
    expect(gate).toMatchObject({ phase: 'in-flight', mode: 'shadow', effect: 'shadow', verdict: 'fail' });
    expect(gate.evidence.figures.redSeconds).toBeGreaterThanOrEqual(180);
    expect(released.messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Note: Shadow gate checkout-errors-alarm said fail: Alarm Service-CheckoutErrorsAlarm\S+ went red at 09:\d\d UTC: it would have rolled the release back\.$/m,
      ),
    ]);
  });

  it('goes red while traffic shifts, and the release is rolled back in its name', () => {
    const change = synthesizeChange(directory, 'enforced', withAlarm({}));
    const released = releaseOf(change, SHARED);

    expect([released.outcome, released.decidedBy]).toEqual(['rolled-back', 'checkout-errors-alarm']);
    expect(released.messages[0]?.text).toContain('Decided by: checkout-errors-alarm.\n');
    expect(released.messages[0]?.text).toMatch(/<Service-CheckoutErrorsAlarm\S+>/);
  });
});

describe('a preflight', () => {
  it('names an alarm that is red before the release, and since when; the deployment would be stopped at once', () => {
    const change = synthesizeChange(directory, 'red before', { ...withAlarm({}), release: { gates: [Gate.health()] } });
    const report = played(change, {
      traffic: { requestsPerSecond: 10 },
      versions: { blue: { errorRate: 0.3 }, green: { errorRate: 0 } },
      steps: [
        { deploy: change.from },
        { wait: '20m' },
        { run: 'preflight', args: ['--to', change.to], expect: { exitCode: 1, says: 'alarm-red' } },
        { deploy: change.to, name: 'fix' },
      ],
    });
    expect(report.commands?.[0]?.output).toMatch(
      /The alarm Service-CheckoutErrorsAlarm\S+ is red since 2026-\d\d-\d\dT\d\d:\d\d/,
    );
    const fix = report.releases.at(-1);
    expect([fix?.outcome, fix?.decidedBy]).toEqual(['blocked', 'codedeploy']);
    expect(fix?.messages[0]?.text).toMatch(/<Service-CheckoutErrorsAlarm\S+>/);
  });
});
