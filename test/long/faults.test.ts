import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate } from 'sluice';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';

interface Case {
  readonly name: string;
  readonly faults: readonly object[];
  /** Where the fault is made up for. */
  readonly ends?: 'released' | 'rolled-back';
  readonly decidedBy?: string;
  readonly says?: string;
}

const on = (id: string, kind: string, more: object = {}) => ({ on: 'function', id, kind, ...more });
const api = (id: string, kind: string, more: object = {}) => ({ on: 'api', id, kind, ...more });
const ANSWER = 'codedeploy:PutLifecycleEventHookExecutionStatus';

const HOOK = 'Platform/BeforeTrafficHook';

/** What breaks, and what the ledger says of it. Each is the only thing that is wrong with a good release. */
const CASES: readonly Case[] = [
  { name: 'the hook crashes', faults: [on(HOOK, 'crash')], decidedBy: 'gate-run', says: 'Runtime.ExitError' },
  { name: 'the hook hangs', faults: [on(HOOK, 'hang')], decidedBy: 'gate-run', says: 'Sandbox.Timedout' },
  { name: 'the hook is throttled', faults: [on(HOOK, 'throttle')], decidedBy: 'gate-run', says: 'was not run in time' },
  {
    name: 'the hook may not start the gate run',
    faults: [api('states:StartExecution', 'denied')],
    decidedBy: 'gate-run',
    says: 'AccessDenied',
  },
  { name: 'the hook answers garbage, which nobody reads', faults: [on(HOOK, 'garbage')], ends: 'released' },
  { name: 'the hook is delivered twice', faults: [on(HOOK, 'duplicate')], ends: 'released' },
  ...['ReleaseOpener', 'ReleaseDecider'].flatMap((id) => [
    { name: `${id} crashes`, faults: [on(id, 'crash')], decidedBy: 'gate-run', says: 'Runtime.ExitError' },
    { name: `${id} hangs`, faults: [on(id, 'hang')], decidedBy: 'gate-run', says: '' },
    { name: `${id} answers garbage`, faults: [on(id, 'garbage')], decidedBy: 'gate-run', says: '' },
    { name: `${id} may not be invoked`, faults: [on(id, 'denied')], decidedBy: 'gate-run', says: 'AccessDenied' },
    {
      name: `${id} is throttled for ever`,
      faults: [on(id, 'throttle')],
      decidedBy: 'gate-run',
      says: 'TooManyRequests',
    },
    { name: `${id} is throttled once`, faults: [on(id, 'throttle', { times: 1 })], ends: 'released' as const },
  ]),
  { name: 'GateAsker crashes', faults: [on('GateAsker', 'crash')], decidedBy: 'health', says: 'Runtime.ExitError' },
  { name: 'GateAsker hangs', faults: [on('GateAsker', 'hang')], decidedBy: 'health', says: 'States.Timeout' },
  { name: 'GateAsker answers garbage', faults: [on('GateAsker', 'garbage')], decidedBy: 'health', says: '' },
  {
    name: 'GateAsker may not be invoked',
    faults: [on('GateAsker', 'denied')],
    decidedBy: 'health',
    says: 'AccessDenied',
  },
  {
    name: 'GateAsker answers too late',
    faults: [on('GateAsker', 'late', { delay: '10m' })],
    decidedBy: 'health',
    says: 'States.Timeout',
  },
  {
    name: 'the gate run is killed',
    faults: [{ on: 'state-machine', id: 'GateRun', kind: 'crash', delay: '0s' }],
    decidedBy: 'gate-run',
    says: 'aborted',
  },
  { name: 'the answer is throttled for a while', faults: [api(ANSWER, 'throttle', { times: 3 })], ends: 'released' },
  {
    name: 'the answer is throttled until the last resort gives it',
    faults: [api(ANSWER, 'throttle', { times: 12 })],
    decidedBy: 'gate-run',
    says: '',
  },
  {
    name: 'the answer is given, and its own answer is garbage',
    faults: [api(ANSWER, 'garbage', { times: 1 })],
    ends: 'released',
  },
  { name: 'the answer is given, and late', faults: [api(ANSWER, 'late', { times: 1 })], ends: 'released' },
  {
    name: 'CodeDeploy cannot be asked',
    faults: [api('codedeploy:GetDeployment', 'crash', { times: 6 })],
    decidedBy: 'gate-run',
    says: '',
  },
  {
    name: 'the ledger cannot be written',
    faults: [api('dynamodb:TransactWriteItems', 'denied', { times: 1 })],
    decidedBy: 'gate-run',
    says: 'AccessDenied',
  },
  {
    name: 'the manifest cannot be read',
    faults: [api('ssm:GetParameter', 'denied', { times: 1 })],
    decidedBy: 'gate-run',
    says: 'AccessDenied',
  },
  {
    name: 'the gates cannot be read',
    faults: [api('s3:GetObject', 'denied')],
    decidedBy: 'health',
    says: 'AccessDenied',
  },
  {
    name: 'the hook at 100 % crashes',
    faults: [on('Platform/AfterTrafficHook', 'crash')],
    ends: 'rolled-back',
    decidedBy: 'gate-run',
    says: 'Runtime.ExitError',
  },
  {
    name: 'the decider crashes at 100 %',
    faults: [on('ReleaseDecider', 'crash', { call: 2 })],
    ends: 'rolled-back',
    decidedBy: 'gate-run',
    says: 'Runtime.ExitError',
  },
  {
    name: 'the gate run at 100 % is killed',
    faults: [{ on: 'state-machine', id: 'GateRun', kind: 'crash', delay: '0s', call: 2 }],
    ends: 'rolled-back',
    decidedBy: 'gate-run',
    says: 'aborted',
  },
  { name: 'the closer crashes once', faults: [on('Closer', 'crash', { times: 1 })], ends: 'released' },
];

let directory: string;
let report: Report;
let status: number | null;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-faults-'));
  const release = { gates: [Gate.health()] };
  synthesizeService(directory, 'first', { code: HEALTHY, release });
  const steps = CASES.map(({ name, faults, ends }, index) => {
    // Every one is another change, so that it is a release whatever became of the one before.
    const deploy = synthesizeService(directory, `change-${index}`, { code: healthyChange(index), release });
    return { name, deploy, faults, expect: { outcome: ends ?? 'blocked' } };
  });
  const scenario = { steps: [{ name: 'first', deploy: 'first' }, ...steps] };
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  const run = runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']);
  status = run.status;
  report = reportOf(run);
}, 180_000);

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function step(name: string): ReportedRelease {
  const found = report.releases.find((one) => one.step === name);
  if (!found) throw new Error(`The report has no step called ${name}.`);
  return found;
}

const minutes = ({ deployment }: ReportedRelease) =>
  (Date.parse(deployment?.endedAt ?? '') - Date.parse(deployment?.startedAt ?? '')) / 60_000;

describe('whatever breaks, the release is blocked within minutes, before any traffic, with the reason and one message:', () => {
  it.each(CASES.filter(({ ends }) => ends === undefined))('$name', ({ name, decidedBy, says = '' }) => {
    const release = step(name);
    const { deployment, traffic, messages, gates, faults } = release;
    const refusing = gates.filter(({ verdict }) => verdict !== 'pass');

    expect({ outcome: release.outcome, decidedBy: release.decidedBy }).toEqual({ outcome: 'blocked', decidedBy });
    expect(deployment?.error?.code).toBe('HOOK_EXECUTION_FAILURE');
    expect(minutes(release)).toBeLessThan(31);
    expect(traffic.filter(({ weight }) => weight > 0)).toEqual([]);
    expect(refusing.map((gate) => gate.name).sort()).toEqual(decidedBy?.split(', ').sort());
    expect(refusing[0]?.reasons.map(({ message }) => message).join()).toContain(says);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).toContain(`Decided by: ${decidedBy ?? ''}.`);
    expect(faults.every(({ struck }) => struck > 0)).toBe(true);
  });
});

describe('what breaks at 100 % puts the old version back, with the reason and one message:', () => {
  it.each(CASES.filter(({ ends }) => ends === 'rolled-back'))('$name', ({ name, decidedBy, says = '' }) => {
    const { outcome, traffic, messages, gates, ...release } = step(name);
    const refusing = gates.filter(({ verdict }) => verdict !== 'pass');

    expect({ outcome, decidedBy: release.decidedBy }).toEqual({ outcome: 'rolled-back', decidedBy });
    expect(traffic.map(({ weight }) => weight)).toEqual([0.1, 1, 0]);
    expect(refusing).toMatchObject([{ name: 'gate-run', phase: 'after-traffic' }]);
    expect(refusing[0]?.reasons[0]?.message).toContain(says);
    expect(messages).toHaveLength(1);
  });
});

describe('what can be made up for does not stop a good release:', () => {
  it.each(CASES.filter(({ ends }) => ends === 'released'))('$name', ({ name }) => {
    const { outcome, decidedBy, traffic, messages, gates } = step(name);

    expect({ outcome, decidedBy }).toEqual({ outcome: 'released', decidedBy: 'gates' });
    expect(traffic.map(({ weight }) => weight)).toEqual([0.1, 1]);
    expect(gates.map(({ verdict }) => verdict)).toEqual(['pass']);
    expect(messages).toHaveLength(1);
  });
});

it('the rehearsal agrees', () => {
  expect(report.releases.filter(({ expectation }) => expectation?.met === false).map(({ step: name }) => name)).toEqual(
    [],
  );
  expect(status).toBe(0);
});
