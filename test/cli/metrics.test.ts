import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDbDeliveries } from '../../lib/adapters/dynamodb-deliveries';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { applyEvent } from '../../lib/flow/apply-event';
import { afterPost, claimDelivery, type Delivery } from '../../lib/domain/delivery/delivery';
import type { Posted } from '../../lib/domain/delivery/posted';
import type { Figure, FigureGroup } from '../../lib/domain/figures/figures-report';
import type { ReleaseEvent } from '../../lib/domain/release/release-event';
import { gateRecord, newRelease, stopped } from '../domain/release/example-release';
import { operatedPlatform, type OperatedPlatform } from './operated-platform';

const MINUTE = 60_000;
const day = (date: string) => Date.parse(`${date}T09:00:00Z`);

let directory: string;
let platform: OperatedPlatform;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-metrics-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  platform = await operatedPlatform('2026-02-02T00:00:00Z', codeDeploy);
});

afterEach(() => platform.close());

const file = (name: string, content: string) => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

/** Plays a release into the ledger, by what happened to it. */
async function release(
  id: string,
  functionName: string,
  openedAt: number,
  fate: 'released' | 'blocked' | 'rolled-back',
) {
  const ledger = new DynamoDbLedger(platform.table.client, platform.table.tableName);
  await ledger.open({ ...newRelease, id, functionName, openedAt });
  const outcome = fate === 'blocked' ? 'fail' : 'pass';
  const gate = gateRecord('health', 'before-traffic', outcome);
  await ledger.recordGate(id, gate);
  const moved = fate === 'rolled-back';
  const events: readonly ReleaseEvent[] = [
    { kind: 'judged', at: openedAt + MINUTE, phase: 'before-traffic', gates: [gate] },
    fate === 'released'
      ? { kind: 'deployment-ended', at: openedAt + 11 * MINUTE, ending: { status: 'succeeded' } }
      : {
          kind: 'deployment-ended',
          at: openedAt + 4 * MINUTE,
          ending: stopped({ trafficMoved: moved, rollsBack: moved }),
        },
    { kind: 'rollback-ended', at: openedAt + 5 * MINUTE, succeeded: true },
    { kind: 'counted', at: openedAt + 20 * MINUTE, requests: 200, failed: fate === 'rolled-back' ? 30 : 0 },
  ];
  for (const event of events) await applyEvent(ledger, id, event);
}

async function january() {
  await release('d-1', 'chat', day('2026-01-07'), 'released');
  await release('d-2', 'chat', day('2026-01-08'), 'rolled-back');
  await release('d-3', 'chat', day('2026-01-09'), 'released');
  await release('d-4', 'shop', day('2026-01-20'), 'blocked');
  await release('d-5', 'shop', day('2026-01-21'), 'released');
}

/** What a channel does about the end of a release, a minute after it. */
async function posted(channel: string, releaseId: string, what: Posted) {
  const deliveries = new DynamoDbDeliveries(platform.table.client, platform.table.tableName);
  const ledger = new DynamoDbLedger(platform.table.client, platform.table.tableName);
  const { endedAt = 0 } = (await ledger.read(releaseId))!;
  const id = { channel, releaseId, messageId: `${releaseId}-end` };
  const claim = claimDelivery(undefined, id, endedAt) as { readonly next: Delivery };
  await deliveries.keep(claim.next);
  await deliveries.keep(afterPost(claim.next, what, 1, endedAt + MINUTE).next);
}

/** CodeDeploy with a group of three deployments: one that succeeded, one that failed and the rollback of that. */
function codeDeploy(operation: string, input: unknown): unknown {
  const seconds = (date: string) => day(date) / 1000;
  const infos = [
    {
      deploymentId: 'd-A',
      status: 'Succeeded',
      createTime: seconds('2025-12-01'),
      completeTime: seconds('2025-12-01') + 600,
    },
    {
      ...{ deploymentId: 'd-B', status: 'Failed', createTime: seconds('2025-12-02') },
      ...{ completeTime: seconds('2025-12-02') + 300, rollbackInfo: { rollbackDeploymentId: 'd-C' } },
    },
    {
      ...{ deploymentId: 'd-C', status: 'Succeeded', createTime: seconds('2025-12-02') + 300 },
      ...{ completeTime: seconds('2025-12-02') + 360, rollbackInfo: { rollbackTriggeringDeploymentId: 'd-B' } },
    },
  ].map((info) => ({ ...info, computePlatform: 'Lambda' }));
  switch (operation) {
    case 'ListDeploymentGroups':
      return { applicationName: 'old', deploymentGroups: ['chat-group'] };
    case 'ListDeployments':
      return { deployments: infos.map(({ deploymentId }) => deploymentId) };
    case 'BatchGetDeployments':
      return { deploymentsInfo: infos };
    case 'ListDeploymentTargets':
      return { targetIds: ['chat:live'] };
    case 'BatchGetDeploymentTargets': {
      const startTime = seconds('2025-12-02') + 60;
      const lambdaTarget = {
        lambdaFunctionInfo: { functionName: 'chat', functionAlias: 'live' },
        lifecycleEvents: [{ lifecycleEventName: 'AllowTraffic', status: 'Failed', startTime }],
      };
      expect(input).toMatchObject({ targetIds: ['chat:live'] });
      return { deploymentTargets: [{ deploymentTargetType: 'LambdaTarget', lambdaTarget }] };
    }
    default:
      throw new Error(`${operation} is not answered`);
  }
}

function groupsOf(stdout: string): readonly FigureGroup[] {
  return (JSON.parse(stdout) as { readonly groups: readonly FigureGroup[] }).groups;
}

function figure(group: FigureGroup | undefined, name: string, source = 'ledger'): Figure {
  const section = group?.sections.find((one) => one.source === source);
  return section!.figures.find((one) => one.name === name)!;
}

describe('sluice metrics', () => {
  it('says of a function that has no release that it has none, and not zeros alone', async () => {
    await january();
    const { status, stderr } = await platform.run('metrics', '--from', '2026-01-01', '--service', 'caht');
    expect([status, stderr]).toEqual([
      0,
      'The ledger of the platform default has no release of caht in this time, nor in the weeks around it: `sluice releases` lists what was released.\n',
    ]);
    expect((await platform.run('metrics', '--from', '2026-01-01', '--service', 'chat')).stderr).toBe('');
  });

  it('says how the releases of a time went, against targets, for each team', async () => {
    await january();
    const targets = file(
      'targets.yaml',
      'schema: 1\ntargets:\n  changeFailRate: 20%\n  deploymentDuration: 10m\nteams:\n  chat: reading\n',
    );
    const args = ['metrics', '--from', '2026-01-01', '--by', 'team', '--targets', targets];
    const { status, stdout, stderr } = await platform.run(...args, '--json');
    expect([status, stderr]).toEqual([0, '']);
    const [all, none, reading] = groupsOf(stdout);
    expect([all?.name, none?.name, reading?.name]).toEqual([undefined, 'no team', 'reading']);
    expect(figure(all, 'deploymentFrequency')).toMatchObject({ of: 3 });
    expect(figure(all, 'changeFailRate')).toMatchObject({ value: 0.25, target: { goal: 0.2, verdict: 'missed' } });
    expect(figure(all, 'requestsHit')).toMatchObject({ value: 30, parts: { served: 200 } });
    expect(figure(all, 'timeToDetect')).toMatchObject({ value: 3 * MINUTE, of: 1 });
    expect(figure(all, 'failedDeploymentRecoveryTime')).toMatchObject({ value: 4 * MINUTE });
    expect(figure(all, 'prevented')).toMatchObject({ value: 1 });
    // The one after the failure is rework; of the others nobody annotated the commit.
    expect(figure(all, 'deploymentReworkRate')).toMatchObject({ value: 'unknown', between: { least: 1 / 3, most: 1 } });
    expect(figure(all, 'changeLeadTime')).toMatchObject({ value: 'unknown', unknownFor: 3 });
    expect(figure(reading, 'changeFailRate')).toMatchObject({ value: 1 / 3 });
    expect(figure(none, 'changeFailRate')).toMatchObject({ value: 0, target: { verdict: 'met' } });

    const text = (await platform.run(...args)).stdout;
    expect(text).toContain('All services, with Sluice, 2026-01-01 to 2026-02-02: 5 releases ended');
    expect(text).toMatch(/Change fail rate +25 % \(4.6 % to 70 %, of 4\) {2}target 20 %: missed/);
    expect(text).toMatch(/Human minutes +unknown \(of 0, unknown for 5\)/);
  });

  it('reads the ledger by one query for each part of a month, and scans nothing', async () => {
    await january();
    const before = platform.table.calls.length;
    await platform.run('metrics', '--from', '2026-01-08', '--to', '2026-01-16');
    const calls = platform.table.calls.slice(before);
    expect(new Set(calls)).toEqual(new Set(['Query']));
    expect(calls).toHaveLength(5 * 3);
  });

  it('counts who was paged, once a pager was told of anything', async () => {
    await january();
    const pages = async () =>
      figure(groupsOf((await platform.run('metrics', '--from', '2026-01-05', '--json')).stdout)[0], 'pagesPerWeek');
    await posted('chat', 'd-1', { kind: 'posted' });
    expect(await pages()).toMatchObject({ value: 'unknown', of: 0, unknownFor: 5 });
    await posted('pager', 'd-1', { kind: 'posted', paged: false });
    expect(await pages()).toMatchObject({ value: 0, of: 0, unknownFor: 0 });
    await posted('pager', 'd-2', { kind: 'posted', paged: true });
    await posted('pager', 'd-4', { kind: 'unanswered', said: 'PagerDuty did not answer' });
    expect(await pages()).toMatchObject({ value: 1 / 4, of: 1, unknownFor: 0 });
  });

  it('counts what people enter, and nothing else', async () => {
    await january();
    const noted = await platform.run('effort', 'd-2', '--minutes', '25', '--who', 'ada');
    expect(noted).toMatchObject({ status: 0, stdout: '25 minutes of ada noted for d-2.\n' });
    await platform.run('gates', 'label', 'd-4', 'health', 'wrong', '--who', 'ada');
    await platform.run('gates', 'label', 'd-4', 'health', 'right', '--who', 'bob');
    const [all] = groupsOf((await platform.run('metrics', '--from', '2026-01-01', '--json')).stdout);
    expect(figure(all, 'humanMinutes')).toMatchObject({ value: 25, of: 1, unknownFor: 4 });
    // The last word counts.
    expect(figure(all, 'gatePrecision')).toMatchObject({ value: 1, parts: { right: 1, wrong: 0 }, unknownFor: 1 });
  });

  it('exports what its figures are made of, from which the brute-force program makes the same', async () => {
    await january();
    await posted('pager', 'd-2', { kind: 'posted', paged: true });
    const exported = join(directory, 'history.json');
    const { stdout } = await platform.run('metrics', '--from', '2026-01-01', '--json', '--export', exported);
    const script = join(process.cwd(), 'scripts/brute-force-figures.mjs');
    const [brute] = JSON.parse(execFileSync(process.execPath, [script, exported], { encoding: 'utf8' })) as [
      { readonly figures: Readonly<Record<string, Partial<Figure>>> },
    ];
    const [all] = groupsOf(stdout);
    for (const [name, { value, of, unknownFor }] of Object.entries(brute.figures)) {
      expect([name, figure(all, name)]).toMatchObject([name, { value, of, unknownFor }]);
    }
    expect(readFileSync(exported, 'utf8')).toContain('"d-5"');
  });

  it.each<[readonly string[], number, string]>([
    [['metrics', '--by', 'squad'], 2, '`--by` must be one of service, team, week, got: squad'],
    [['metrics', '--from', 'yesterday'], 2, '`--from` must be a day such as 2026-01-31'],
    [['metrics', '--from', '2026-03-01', '--to', '2026-02-01'], 2, '`--from` must be before `--to`'],
    [['metrics', '--platform', 'other'], 3, 'There is no release platform named other'],
    [
      ['metrics', 'import'],
      2,
      'Name either a file of comma-separated values or `--codedeploy APPLICATION`, got: neither',
    ],
    [['effort', 'd-9', '--minutes', '5', '--who', 'ada'], 3, 'The ledger of the platform default has no release d-9.'],
    [['effort', 'd-1', '--minutes', '0', '--who', 'ada'], 2, '`--minutes` must be from 1 to 10000, got: 0'],
    [['gates', 'label', 'd-1', 'health', 'good', '--who', 'ada'], 2, 'A gate was `right` or `wrong`, got: good'],
    [['gates', 'label', 'd-1', 'speed', 'right', '--who', 'ada'], 3, 'Release d-1 has no gate speed: it has health.'],
  ])('%j ends with %d and says why', async (args, status, message) => {
    await release('d-1', 'chat', day('2026-01-07'), 'released');
    const run = await platform.run(...args);
    expect([run.status, run.stdout]).toEqual([status, '']);
    expect(run.stderr).toContain(message);
  });

  it('points at the line of a target that is none', async () => {
    const targets = file('wrong.yaml', 'schema: 1\ntargets:\n  changeLeadTime: soon\n  leadTime: 2d\n');
    const { status, stderr } = await platform.run('metrics', '--targets', targets);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /wrong.yaml:3:19: targets.changeLeadTime: must be a time such as 90s, 30m, 4h or 2d, got "?soon/,
    );
    expect(stderr).toMatch(/wrong.yaml:4:\d+: targets.leadTime: unknown key; the keys known here are changeLeadTime, /);
  });
});

describe('sluice metrics import', () => {
  const CSV = `id,service,state,openedAt,endedAt,requests,failedRequests,committedAt,hotfix
b-1,chat,released,2025-12-20T10:00:00Z,2025-12-20T10:30:00Z,,,2025-12-18T10:30:00Z 2025-12-19T10:30:00Z,no
"b-2",chat,rolled-back,2025-12-21T10:00:00Z,2025-12-21T11:00:00Z,500,90,,
b-3,chat,released,2025-12-21T12:00:00Z,2025-12-21T12:30:00Z,,,,
`;

  it('keeps releases of a file, and shows before and after apart', async () => {
    await january();
    const before = file('before.csv', CSV);
    const imported = await platform.run('metrics', 'import', before);
    expect(imported).toMatchObject({ status: 0, stdout: '3 releases of 1 service imported.\n', stderr: '' });
    // Once more changes nothing.
    await platform.run('metrics', 'import', before, '--json');
    const [all] = groupsOf((await platform.run('metrics', '--from', '2025-12-01', '--json')).stdout);
    expect(all?.sections.map(({ source, from, to, releases }) => [source, from, to, releases])).toEqual([
      ['imported', Date.parse('2025-12-01'), day('2026-01-07'), 3],
      ['ledger', day('2026-01-07'), Date.parse('2026-02-02'), 5],
    ]);
    expect(figure(all, 'changeFailRate', 'imported')).toMatchObject({ value: 1 / 3 });
    expect(figure(all, 'changeLeadTime', 'imported')).toMatchObject({ value: 1.5 * 86_400_000, unknownFor: 1 });
    expect(figure(all, 'changeFailRate')).toMatchObject({ value: 0.25 });
  });

  it("keeps CodeDeploy's own history, in which a rollback is the end of what it rolls back", async () => {
    const run = await platform.run('metrics', 'import', '--codedeploy', 'old', '--json');
    expect([run.status, run.stderr]).toEqual([0, 'group 1 of 1, chat-group: 3 deployments\n']);
    const second = day('2025-12-02');
    expect(JSON.parse(run.stdout)).toEqual({
      schema: 1,
      imported: 2,
      releases: [
        {
          ...{ id: 'd-A', service: 'chat', alias: 'live', state: 'released', source: 'imported' },
          ...{ openedAt: day('2025-12-01'), endedAt: day('2025-12-01') + 10 * MINUTE },
        },
        {
          ...{ id: 'd-B', service: 'chat', alias: 'live', state: 'rolled-back', source: 'imported' },
          ...{
            openedAt: second,
            shiftedAt: second + MINUTE,
            decidedAt: second + 5 * MINUTE,
            endedAt: second + 6 * MINUTE,
          },
        },
      ],
    });
    const [all] = groupsOf((await platform.run('metrics', '--from', '2025-11-01', '--json')).stdout);
    // CodeDeploy does not say whether anybody was served.
    expect(figure(all, 'changeFailRate', 'imported')).toMatchObject({
      value: 'unknown',
      between: { least: 0, most: 0.5 },
    });
  });

  it('says of each line what is wrong with it, and keeps none', async () => {
    const wrong = file(
      'wrong.csv',
      'id,service,state,openedAt,endedAt,requests,failedRequests\nb-1,,done,2025-12-20,2025-12-20T10:00:00Z,,\nb-2,chat,released,2025-12-20T10:00:00Z,2025-12-20T09:00:00Z,1,2\nb-3,chat\n',
    );
    const { status, stderr } = await platform.run('metrics', 'import', wrong);
    expect(status).toBe(2);
    expect(stderr.replaceAll(`${wrong}:`, '')).toBe(`2:1: service: missing
2:1: state: must be one of released, blocked, rolled-back, failed, got "done"
2:1: openedAt: must be a time with its zone such as 2026-01-05T09:30:00Z, got "2025-12-20"
3:1: openedAt, shiftedAt, decidedAt and endedAt must be in that order
4:1: has 2 cells, and the header 7
`);
    expect(platform.table.calls.filter((call) => call === 'BatchWriteItem')).toEqual([]);
  });

  it('names a column that it does not know', async () => {
    const { status, stderr } = await platform.run('metrics', 'import', file('column.csv', 'id,function\n'));
    expect(status).toBe(2);
    expect(stderr).toContain('column.csv:1:1: function: unknown column, or one that is there twice; the columns known');
  });
});
