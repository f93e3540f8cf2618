import { gateKey, releaseKey } from '../../lib/domain/release/ledger-items';
import type { GateRecord, Release } from '../../lib/domain/release/release';
import type { RehearsalResult } from '../../lib/rehearsal';
import { readLedgers } from '../../lib/report/ledger-view';

type Item = Readonly<Record<string, unknown>>;

function releaseOf(id: string): Release {
  return {
    id,
    functionName: 'Chat',
    aliasName: 'live',
    blue: '1',
    green: '2',
    deploymentGroup: 'Group',
    state: 'released',
    openedAt: 0,
    decidedBy: 'gates',
    decidedAt: 1,
    reasons: [],
    endedAt: 2,
    messageSentAt: 3,
    revision: 4,
  };
}

function gateOf(name: string, phase: GateRecord['phase']): GateRecord {
  return {
    name,
    phase,
    mode: 'enforce',
    verdict: {
      outcome: 'pass',
      reasons: [{ code: 'ok', message: 'All well.' }],
      evidence: { source: 'a test', sampleSize: 1, windowMs: 1, figures: {} },
    },
    at: 1,
  };
}

const releaseItem = (id: string): Item => ({ ...releaseKey(id), release: releaseOf(id) });
const gateItem = (id: string, gate: GateRecord): Item => ({ ...gateKey(id, gate.phase, gate.name), gate });

function resultWith(parameters: Record<string, string>, items: Record<string, readonly Item[]>): RehearsalResult {
  return {
    seed: 1,
    assumptions: [],
    releases: [],
    stacks: [],
    idleFaults: [],
    playedMs: 0,
    parameters: new Map(Object.entries(parameters)),
    items: new Map(Object.entries(items)),
    logs: [],
    failedInvocations: [],
    modelledFunctions: [],
    commands: new Map(),
  };
}

describe('the ledgers of an account', () => {
  it('give each release its own gates, in the order of the phases and then of their names', () => {
    const ledgers = readLedgers(
      resultWith(
        { '/sluice/default/ledger-table': 'Ledger' },
        {
          Ledger: [
            gateItem('d-1', gateOf('a-late-one', 'after-traffic')),
            gateItem('d-1', gateOf('integration', 'before-traffic')),
            gateItem('d-1', gateOf('health', 'before-traffic')),
            releaseItem('d-1'),
            gateItem('d-2', gateOf('health', 'before-traffic')),
            releaseItem('d-2'),
          ],
        },
      ),
    );
    const gatesOf = (id: string) => ledgers.get(id)?.gates.map(({ name }) => name);

    expect([...ledgers.keys()]).toEqual(['d-1', 'd-2']);
    expect(gatesOf('d-1')).toEqual(['health', 'integration', 'a-late-one']);
    expect(gatesOf('d-2')).toEqual(['health']);
    expect(ledgers.get('d-1')?.release).toEqual(releaseOf('d-1'));
  });

  it('are those of every platform, and no other tables', () => {
    const ledgers = readLedgers(
      resultWith(
        {
          '/sluice/default/ledger-table': 'One',
          '/sluice/other/ledger-table': 'Two',
          '/sluice/default/application': 'Three',
          '/team/sluice/default/ledger-table': 'Three',
        },
        { One: [releaseItem('d-1')], Two: [releaseItem('d-2')], Three: [releaseItem('d-3')] },
      ),
    );

    expect([...ledgers.keys()]).toEqual(['d-1', 'd-2']);
  });

  it('may not be there at all: an account without a platform, or a table that is gone', () => {
    expect(readLedgers(resultWith({}, { Ledger: [releaseItem('d-1')] })).size).toBe(0);
    expect(readLedgers(resultWith({ '/sluice/default/ledger-table': 'Ledger' }, {})).size).toBe(0);
  });

  it('are not taken on trust: an item of another shape is an error', () => {
    const broken = { ...releaseKey('d-1'), release: { ...releaseOf('d-1'), state: 'shipped' } };

    expect(() => readLedgers(resultWith({ '/sluice/default/ledger-table': 'L' }, { L: [broken] }))).toThrow('shipped');
  });
});
