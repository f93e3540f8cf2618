import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../lib/report/report';
import {
  api,
  expectFailsClosed,
  faultSteps,
  leaveARole,
  on,
  type FirstReleaseFault,
} from '../end-to-end/first-release-faults';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, synthesizeService } from '../end-to-end/service-assembly';

const STARTER = 'FirstRelease/Starter';
const ANSWERER = 'FirstRelease/Answerer';
const LAST_RESORT = 'FirstRelease/LastResort';

/** What breaks while a good version is to get its alias, and what is said of it. */
const FAULTS: readonly FirstReleaseFault[] = [
  { name: 'the starter crashes', faults: [on(STARTER, 'crash')], says: 'Runtime.ExitError' },
  { name: 'the starter hangs', faults: [on(STARTER, 'hang')], says: 'Sandbox.Timedout' },
  { name: 'the starter is throttled', faults: [on(STARTER, 'throttle')], says: 'was not run in time' },
  { name: 'the starter may not start the run', faults: [api('states:StartExecution', 'denied')], says: 'AccessDenied' },
  { name: 'the starter answers garbage, which nobody reads', faults: [on(STARTER, 'garbage')], isCreated: true },
  { name: 'the request is delivered twice', faults: [on(STARTER, 'duplicate')], isCreated: true },
  { name: 'the opener crashes', faults: [on('ReleaseOpener', 'crash')], says: 'Runtime.ExitError' },
  { name: 'the opener answers garbage', faults: [on('ReleaseOpener', 'garbage')], says: 'GarbageAnswer' },
  { name: 'the decider crashes', faults: [on('ReleaseDecider', 'crash')], says: 'Runtime.ExitError' },
  { name: 'the decider hangs', faults: [on('ReleaseDecider', 'hang')], says: 'Sandbox.Timedout' },
  { name: 'the decider answers garbage', faults: [on('ReleaseDecider', 'garbage')], says: 'GarbageAnswer' },
  { name: 'the decider may not be invoked', faults: [on('ReleaseDecider', 'denied')], says: 'AccessDenied' },
  { name: 'the asker crashes', faults: [on('GateAsker', 'crash')], decidedBy: 'health', says: 'Runtime.ExitError' },
  {
    name: 'STS does not know the new role yet',
    faults: [api('sts:AssumeRole', 'denied', { times: 2 })],
    isCreated: true,
  },
  { name: 'STS never knows it', faults: [api('sts:AssumeRole', 'denied')], says: 'ReleaseRoleDenied' },
  { name: 'the answerer crashes', faults: [on(ANSWERER, 'crash')], says: 'Runtime.ExitError' },
  { name: 'the answerer hangs', faults: [on(ANSWERER, 'hang')], says: 'Sandbox.Timedout' },
  { name: 'the answerer may not be invoked', faults: [on(ANSWERER, 'denied')], says: 'AccessDenied' },
  { name: 'the answerer crashes once', faults: [on(ANSWERER, 'crash', { times: 1 })], isCreated: true },
  { name: 'the answerer answers garbage, which nobody reads', faults: [on(ANSWERER, 'garbage')], isCreated: true },
  {
    name: 'the run is killed',
    faults: [{ on: 'state-machine', id: 'FirstRelease/Machine', kind: 'crash', delay: '0s' }],
    says: 'aborted',
  },
  {
    name: 'the answerer and its last resort crash',
    faults: [on(ANSWERER, 'crash'), on(LAST_RESORT, 'crash')],
    says: 'did not receive a response',
    takesItsHour: true,
  },
  { name: 'the aliases cannot be read', faults: [api('lambda:GetAlias', 'denied')], says: 'AccessDenied' },
  {
    name: 'the ledger cannot be written once',
    faults: [api('dynamodb:TransactWriteItems', 'denied', { times: 1 })],
    says: 'AccessDenied',
  },
  {
    name: 'the message is not sent for a while',
    faults: [api('sns:Publish', 'crash', { times: 3 })],
    isCreated: true,
  },
  {
    name: 'nobody can write any more once the creation is allowed',
    faults: [4, 5, 6].map((call) => api('dynamodb:TransactWriteItems', 'denied', { call })),
    isCreated: true,
  },
  { name: 'the answerer’s answer is late', faults: [on(ANSWERER, 'late', { delay: '3m', times: 1 })], isCreated: true },
  { name: 'the message cannot be sent once', faults: [api('sns:Publish', 'denied', { times: 1 })], isCreated: true },
];

let directory: string;
let report: Report;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-first-release-faults-'));
  synthesizeService(directory, 'good', { code: HEALTHY });
  leaveARole(synthesizeService(directory, 'gone', { code: HEALTHY }));
  const scenario = { steps: faultSteps(FAULTS, 'good', 'gone') };
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  report = reportOf(runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']));
}, 300_000);

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('whatever breaks, an alias is created by a pass alone, within minutes, with the reason and one message:', () => {
  it.each(FAULTS.map((fault) => [fault.name, fault] as const))('%s', (name, fault) => {
    const found = report.releases.find((one) => one.step === name);
    expect(found).toBeDefined();
    if (found) expectFailsClosed(found, fault);
  });
});
