import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import type { Outcome } from '../../lib/domain/gate/verdict';
import { applyEvent } from '../../lib/flow/apply-event';
import { gateRecord, newRelease } from '../domain/release/example-release';
import { operatedPlatform, type OperatedPlatform } from './operated-platform';

const START = Date.parse('2026-02-02T09:00:00Z');
const DAY = 86_400_000;
const shadow = (outcome: Outcome) => ({ ...gateRecord('quality', 'before-traffic', outcome), mode: 'shadow' }) as const;

let directory: string;
let platform: OperatedPlatform;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-gates-report-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  platform = await operatedPlatform('2026-02-16T09:00:00Z');
});

afterEach(() => platform.close());

/** Released, with a shadow gate that said this. */
async function released(id: string, openedAt: number, outcome: Outcome) {
  const ledger = new DynamoDbLedger(platform.table.client, platform.table.tableName);
  await ledger.open({ ...newRelease, id, openedAt });
  await ledger.recordGate(id, shadow(outcome));
  await applyEvent(ledger, id, { kind: 'judged', at: openedAt, phase: 'before-traffic', gates: [shadow(outcome)] });
  await applyEvent(ledger, id, { kind: 'deployment-ended', at: openedAt + 60_000, ending: { status: 'succeeded' } });
}

/** As `sluice rehearse --out` writes it, as far as it is read. */
function rehearsal(name: string, releases: readonly object[]): string {
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify({ schema: 1, seed: 1, releases }));
  return path;
}

const rehearsed = (outcome: string, expectedOutcome: string | undefined, verdict: string, effect: string) => ({
  ...{ step: 'deploy', function: 'chat', alias: 'live', outcome },
  gates: [{ name: 'quality', phase: 'before-traffic', mode: 'shadow', verdict, effect }],
  expectation: expectedOutcome === undefined ? null : { met: outcome === expectedOutcome, differences: [] },
  ...(expectedOutcome === undefined ? {} : { expectedOutcome }),
});

describe('sluice gates report', () => {
  it('says after two weeks at two releases a week what four good ones show, and what labels say', async () => {
    for (const [index, day] of [0, 3.5, 7, 10.5].entries())
      await released(`d-${index}`, START + day * DAY, index === 3 ? 'fail' : 'pass');
    await platform.run('gates', 'label', 'd-3', 'quality', 'wrong', '--who', 'ada');
    const { status, stdout } = await platform.run('gates', 'report');
    expect(status).toBe(0);
    expect(stdout.split('\n\n')[1]).toBe(`quality (before-traffic) of chat:live: leave it in shadow
  It saw 4 releases and would have blocked 1: 0 of 0 that went bad, 1 of 4 that were good.
  1 of 4 good releases would have been blocked: the rate may still be as high as 76 % (95 % confidence). 93 good releases with no more than 1 blocked are needed to say less than 5 %; at 2.0 a week the 89 that are missing take 45 weeks.
  No release went bad, so nothing real shows that it finds what is bad.
  Of the 1 that it would have blocked, people called 0 right and 1 wrong. The rates go by what became of the releases, and not by that.
`);
  });

  it('counts what was rehearsed by itself, and never with what was released', async () => {
    await released('d-1', START, 'pass');
    const past = rehearsal('past.json', [
      rehearsed('released', 'released', 'pass', 'shadow'),
      rehearsed('released', 'blocked', 'pass', 'shadow'),
      rehearsed('rolled-back', 'rolled-back', 'inconclusive', 'shadow'),
      rehearsed('released', undefined, 'pass', 'passed'),
    ]);
    const enforced = rehearsal('enforced.json', [
      rehearsed('blocked', 'blocked', 'fail', 'refused'),
      rehearsed('released', 'released', 'inconclusive', 'proceeded'),
    ]);
    const { stdout } = await platform.run('gates', 'report', '--json', '--rehearsed', past, enforced);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ schema: 2, releases: 1, confidence: 0.95, limit: 0.05 },
      gates: [{ gate: 'quality', seen: 1, good: 1, bad: 0, blockedGood: 0 }],
      rehearsed: { files: [past, enforced], gates: [{ good: 2, blockedGood: 0, bad: 3, blockedBad: 2, unknown: 1 }] },
    });
    const text = await platform.run('gates', 'report', '--rehearsed', past);
    expect(text.stdout).toContain('Rehearsed, by 1 report, and in none of the figures above.');
    expect(text.stdout).toContain('It blocked 1 of 2 releases that should be stopped: others must find the rest.');
  });

  it('reads reports from before they had the outcome that was expected, where it was met', async () => {
    const before = (met: boolean) => ({ ...rehearsed('blocked', undefined, 'fail', 'refused'), expectation: { met } });
    const file = rehearsal('before.json', [before(true), before(false)]);
    const { stdout } = await platform.run('gates', 'report', '--json', '--rehearsed', file);
    expect(JSON.parse(stdout)).toMatchObject({ rehearsed: { gates: [{ bad: 1, blockedBad: 1, unknown: 1 }] } });
  });

  it('ends with 2 where a file is no report of a rehearsal, or the same as another', async () => {
    const file = rehearsal('one.json', []);
    const twice = await platform.run('gates', 'report', '--rehearsed', file, rehearsal('two.json', []));
    expect([twice.status, twice.stderr]).toEqual([2, expect.stringContaining('is the same rehearsal as')]);
    const none = join(directory, 'none.json');
    writeFileSync(none, '{"schema":1}');
    const { status, stderr } = await platform.run('gates', 'report', '--rehearsed', none);
    expect([status, stderr]).toEqual([2, expect.stringContaining('none.json is no report of a rehearsal')]);
    const gone = await platform.run('gates', 'report', '--rehearsed', join(directory, 'gone.json'));
    expect([gone.status, gone.stderr]).toEqual([2, expect.stringContaining('gone.json cannot be read')]);
  });
});
