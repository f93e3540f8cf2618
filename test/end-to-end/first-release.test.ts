import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate, Probe, Suite } from 'sluice';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { api, expectFailsClosed, faultSteps, leaveARole, on, type FirstReleaseFault } from './first-release-faults';
import { reportOf, runSluice } from './run-sluice';
import { HEALTHY, healthyChange, synthesizeService, withoutFirstRelease } from './service-assembly';

const FAULTS: readonly FirstReleaseFault[] = [
  { name: 'the starter crashes', faults: [on('FirstRelease/Starter', 'crash')], says: 'Runtime.ExitError' },
  { name: 'the decider answers garbage', faults: [on('ReleaseDecider', 'garbage')], says: 'GarbageAnswer' },
  { name: 'the message cannot be sent once', faults: [api('sns:Publish', 'denied', { times: 1 })], isCreated: true },
];

const BAD = `exports.handler = async () => ({ statusCode: 503, body: '' });`;
const SUITE = {
  effects: 'none',
  conversations: [{ key: 'asks', turns: [{ request: { path: '/' }, expect: { status: 200 } }] }],
};

let directory: string;
let report: Report;
let status: number | null;

function step(name: string): ReportedRelease {
  const found = report.releases.find((one) => one.step === name);
  if (!found) throw new Error(`The report has no step called ${name}.`);
  return found;
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-first-release-'));
  writeFileSync(join(directory, 'suite.yaml'), JSON.stringify(SUITE));
  const gates = [
    ...[Gate.health(), Gate.health({ name: 'health-at-100-percent', phase: 'after-traffic' })],
    Gate.contract({ suite: Suite.fromFile(join(directory, 'suite.yaml')) }),
    Gate.health({ name: 'strict', mode: 'shadow', probe: Probe.http({ expect: { 'body.queue': 'empty' } }) }),
  ];
  const made = (name: string, code: string, more: object = {}) =>
    synthesizeService(directory, name, { code, release: { gates, ...more } });
  made('good', HEALTHY);
  made('bad', BAD);
  made('bad-new-name', `${BAD} // 1`, { aliasName: 'production' });
  made('change', healthyChange(1));
  made('adopted', healthyChange(2));
  const copied = (from: string, to: string) => {
    cpSync(join(directory, from), join(directory, to), { recursive: true });
    return join(directory, to);
  };
  leaveARole(copied('good', 'gone'));
  withoutFirstRelease(copied('change', 'from-before'));
  const scenario = {
    steps: [
      { name: 'bad', deploy: 'bad', expect: { outcome: 'failed', by: 'health' } },
      ...faultSteps(FAULTS, 'good', 'gone'),
      { name: 'good', deploy: 'good', expect: { outcome: 'first-deploy' } },
      { name: 'change', deploy: 'change', expect: { outcome: 'released' } },
      { name: 'bad under a new name', deploy: 'bad-new-name', expect: { outcome: 'failed' } },
      { name: 'from before', deploy: 'from-before', expect: { outcome: 'no-change' } },
      { name: 'adopted', deploy: 'adopted', expect: { outcome: 'released' } },
    ],
  };
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  const run = runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']);
  status = run.status;
  report = reportOf(run);
}, 100_000);

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const verdicts = ({ gates }: ReportedRelease) => gates.map(({ name, verdict }) => `${name}: ${verdict}`);
const events = ({ timeline }: ReportedRelease) =>
  timeline.filter(({ actor, what }) => actor === 'CloudFormation' && what.startsWith('ReleaseFirstRelease'));

const ALL_PASS = ['contract: pass', 'health: pass', 'strict: fail', 'health-at-100-percent: pass'];

describe('a first deploy', () => {
  it('that the gates refuse creates no alias, and says why in one sentence', () => {
    const { outcome, decidedBy, messages, notes, ...more } = step('bad');

    expect({ outcome, decidedBy }).toEqual({ outcome: 'failed', decidedBy: 'health' });
    expect(verdicts(step('bad'))).toEqual(['health: fail', 'strict: fail']);
    expect(notes.at(-1)).toMatch(
      /The alias live of \S+ is not created, as health refused version 1: Probe 1 of 3 answered status 503, expected 200\. \(/,
    );
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).toMatch(/^Gate run: https:\/\/\S+#\/v2\/executions\/details\/arn:aws:states:\S+$/m);
    expect(messages[0]?.text).toContain('Serving now: nothing by the alias live, which is not created.');
    expect(more.timeline.some(({ what }) => what.startsWith('ReleaseAlias'))).toBe(false);
  });

  it('that the gates let through creates the alias, says what they saw, and sends one message', () => {
    const { outcome, decidedBy, messages, notes, deployment, foreseen } = step('good');

    expect({ outcome, decidedBy, deployment }).toEqual({
      outcome: 'first-deploy',
      decidedBy: 'gates',
      deployment: null,
    });
    expect(messages.map(({ text }) => text.split('\n')[0])).toEqual([
      expect.stringMatching(/^Released: \S+:live, first version 1\.$/) as string,
    ]);
    expect(foreseen).not.toEqual([]);
    expect(notes).toEqual([
      'Gate contract was not asked: it compares with the version that serves, and at a first deploy there is none.',
    ]);
  });

  it('counts shadows for nothing, and leaves out what compares with a version that serves', () => {
    expect(verdicts(step('good'))).toEqual(['health: pass', 'strict: fail']);
    expect(step('good').messages[0]?.text).toContain('Shadow gate strict said fail');
    expect(step('good').messages[0]?.text).toContain('Gate contract was not asked');
  });

  it('is asked of once: later releases are CodeDeploy’s, and asked everything', () => {
    expect(verdicts(step('change'))).toEqual(ALL_PASS);
    expect(step('change').messages).toHaveLength(1);
    expect(events(step('change')).map(({ what }) => what.split(': ')[1])).toContain('UPDATE_COMPLETE');
  });

  it('of another name is a first deploy again', () => {
    expect(events(step('bad under a new name')).some(({ what }) => what.includes('CREATE_FAILED'))).toBe(true);
    expect(step('bad under a new name').notes.join()).toContain('The alias production of');
  });

  it('is none where the alias is there already: its move is gated, and nothing is asked twice', () => {
    const { deployment, messages, timeline } = step('adopted');

    expect(deployment).not.toBeNull();
    expect(verdicts(step('adopted'))).toEqual(ALL_PASS);
    expect(events(step('adopted')).some(({ what }) => what.includes('CREATE_COMPLETE'))).toBe(true);
    expect(timeline.filter(({ what }) => /FirstRelease.*: succeeded$/.test(what))).toHaveLength(1);
    expect(messages).toHaveLength(1);
  });
});

describe('whatever breaks, an alias is created by a pass alone, within minutes, with the reason and one message:', () => {
  it.each(FAULTS.map((fault) => [fault.name, fault] as const))('%s', (name, fault) => {
    expectFailsClosed(step(name), fault);
  });
});

it('the rehearsal agrees', () => {
  const unmet = report.releases.filter(({ expectation }) => expectation?.met === false);
  expect(unmet.map(({ step: name, expectation }) => [name, expectation?.differences])).toEqual([]);
  expect(status).toBe(0);
});
