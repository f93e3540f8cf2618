import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { healthyChange, synthesizeService } from '../end-to-end/service-assembly';
import { TWELVE_MINUTES } from '../end-to-end/watched-service';
import { expectNamed, places, remove, seesHands } from './statements';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-seen-hands-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const synthesized = (name: string, number: number) =>
  synthesizeService(directory, name, { code: healthyChange(number), functionName: 'chat', release: TWELVE_MINUTES });

const ROLLBACK = { run: 'rollback', name: 'back', args: ['chat:live', '--by', 'jane', '--reason', 'Latin', '--json'] };

interface Case {
  readonly of: 'Closer' | 'Reconciler';
  readonly action: string;
  readonly when: 'after' | 'shifting';
}

/** What becomes of a rollback on a platform whose closer, or reconciler in its place, lacks a statement. */
function playedWithout({ of, action, when }: Case): { readonly report: Report; readonly record: string } {
  const name = `without-${of}-${when}`;
  const assembly = synthesized(name, 2);
  const place = places(assembly).find(
    (one) => seesHands(one) && one.logicalId.includes(of) && one.statement.Action === action,
  );
  if (!place) throw new Error(`The ${of} has no statement of ${action}.`);
  remove(assembly, place);
  const steps = [
    { deploy: synthesized(`${name}-first`, 1) },
    {
      ...{ name: 'changed', deploy: assembly },
      ...(of === 'Reconciler' ? { faults: [{ on: 'function', id: 'Closer', kind: 'crash' }] } : {}),
      ...(when === 'shifting' ? { meanwhile: [{ after: '7m', ...ROLLBACK }] } : {}),
    },
    ...(when === 'after' ? [ROLLBACK] : []),
    // The closer tries three times in as many minutes; the reconciler looks at all deployments once an hour.
    { wait: of === 'Reconciler' ? '61m' : '10m' },
    { run: 'releases', name: 'record', args: ['--json'] },
  ];
  const file = join(directory, `${name}.yaml`);
  writeFileSync(file, JSON.stringify({ seed: 7, traffic: { requestsPerSecond: 5 }, steps }));
  const report = reportOf(runSluice(['rehearse', '--scenario', file, '--json'], directory));
  const changed = report.releases.find(({ step }) => step === 'changed');
  expect(report.commands?.find(({ step }) => step === 'back')?.exitCode).toBe(0);
  expectNamed(changed!, place.statement);
  return { report, record: report.commands?.find(({ step }) => step === 'record')?.output ?? '' };
}

describe('what a hand has put back is not on record by whom, and the missing statement is named, without', () => {
  it.each<Case>([
    { of: 'Closer', action: 'dynamodb:Query', when: 'after' },
    { of: 'Closer', action: 'cloudwatch:DescribeAlarmHistory', when: 'shifting' },
    { of: 'Reconciler', action: 'dynamodb:Query', when: 'after' },
    { of: 'Reconciler', action: 'cloudwatch:DescribeAlarmHistory', when: 'shifting' },
  ])('$action of the $of', (given) => {
    const { record } = playedWithout(given);
    expect(record).not.toContain('jane');
  });
});
