import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate, TrafficPlan } from 'sluice';
import { Duration } from 'aws-cdk-lib';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';

const LOST = { on: 'rule', id: 'Platform/DeploymentEnded', kind: 'lost' };
const closer = (kind: string, more: object = {}) => ({ on: 'function', id: 'Closer', kind, ...more });
const publish = (kind: string, more: object = {}) => ({ on: 'api', id: 'sns:Publish', kind, ...more });

interface Case {
  readonly name: string;
  readonly faults: readonly object[];
  /** The release fails its gate at 100 %. */
  readonly bad?: true;
  /** CodeDeploy may not look at the alias, and gives up before it calls a hook. */
  readonly withoutHooks?: true;
  readonly ends: ReportedRelease['outcome'];
  readonly decidedBy?: string;
  /** How often the message is published. */
  readonly messages?: number;
}

const CASES: readonly Case[] = [
  { name: 'the event of the end is lost', faults: [LOST], ends: 'released' },
  { name: 'the events of the end and of the rollback are lost', faults: [LOST], bad: true, ends: 'rolled-back' },
  { name: 'the event of the rollback is lost', faults: [{ ...LOST, call: 2 }], bad: true, ends: 'rolled-back' },
  { name: 'the event of the end alone is lost', faults: [{ ...LOST, call: 1 }], bad: true, ends: 'rolled-back' },
  { name: 'the events are delivered twice', faults: [{ ...LOST, kind: 'duplicate' }], bad: true, ends: 'rolled-back' },
  { name: 'the closer crashes whenever it is called', faults: [closer('crash')], ends: 'released' },
  { name: 'the closer crashes three times', faults: [closer('crash', { times: 3 })], bad: true, ends: 'rolled-back' },
  { name: 'the closer may not be invoked', faults: [closer('denied')], ends: 'released' },
  {
    name: 'the closer dies after it wrote the end and before it sent the message',
    faults: [publish('hang', { times: 1 })],
    ends: 'released',
  },
  {
    name: 'the closer dies before it sent the message, each time',
    faults: [publish('hang', { times: 3 })],
    ends: 'released',
  },
  { name: 'the topic takes nothing for a while', faults: [publish('throttle', { times: 9 })], ends: 'released' },
  {
    // A topic cannot be asked what it took: the message goes out again, with the same id.
    name: 'the closer dies after it sent the message and before it wrote so',
    faults: [publish('late', { times: 1, delay: '5m' })],
    ends: 'released',
    messages: 2,
  },
  {
    name: 'nobody heard of the deployment: it ended before its first hook, and its event is lost',
    faults: [LOST],
    withoutHooks: true,
    ends: 'blocked',
    decidedBy: 'codedeploy',
  },
];

const release = {
  gates: [Gate.health({ phase: 'after-traffic' as const })],
  traffic: TrafficPlan.canary({ percent: 10, interval: Duration.minutes(1) }),
};

let directory: string;
let report: Report;
let status: number | null;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-reconciling-'));
  synthesizeService(directory, 'first', { code: HEALTHY, release });
  const steps = CASES.flatMap(({ name, faults, bad, withoutHooks, ends }, index) => {
    const code = bad ? `${BROKEN} // change ${index}` : healthyChange(index);
    const deploy = synthesizeService(directory, `change-${index}`, { code, release });
    if (withoutHooks) blindCodeDeploy(deploy);
    // CodeDeploy's list of deployments is gone through once an hour.
    return [
      { name, deploy, faults, expect: { outcome: ends, denied: withoutHooks ? ['lambda:GetAlias'] : [] } },
      { wait: withoutHooks ? '61m' : '12m' },
    ];
  });
  writeFileSync(
    join(directory, 'scenario.yaml'),
    JSON.stringify({ steps: [{ name: 'first', deploy: 'first' }, ...steps] }),
  );
  const run = runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']);
  status = run.status;
  report = reportOf(run);
}, 180_000);

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const BROKEN = `exports.handler = async () => ({ statusCode: 500, body: '{}' });`;

function blindCodeDeploy(assembly: string): void {
  const file = join(assembly, 'Platform.template.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/(\[\s*)"lambda:GetAlias"/, '$1"lambda:GetAccountSettings"'));
}

describe('a release is recorded once, and said once, where', () => {
  it.each(CASES)('$name', ({ name, ends, decidedBy = ends === 'released' ? 'gates' : 'health', messages = 1 }) => {
    const found = report.releases.find(({ step }) => step === name);
    expect(found).toMatchObject({ outcome: ends, decidedBy, expectation: { met: true } });
    // The ledger says what the account shows.
    expect(found?.notes.filter((note) => note.includes('ledger'))).toEqual([]);
    expect(found?.messages).toHaveLength(messages);
    expect(new Set(found?.messages.map(({ text }) => text.replace(/^Record: .*$/m, ''))).size).toBe(1);
    expect(found?.messages[0]?.text).toContain(`Deployment: ${found?.deployment?.id}`);
  });
});

it('the rehearsal agrees', () => {
  expect(status).toBe(0);
});
