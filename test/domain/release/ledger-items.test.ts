import * as v from 'valibot';
import {
  gateItemSchema,
  gateKey,
  monthIndexKeys,
  monthKey,
  releaseItemSchema,
  releaseKey,
  serviceKey,
  UNSETTLED_INDEX,
  unsettledItemSchema,
  unsettledKey,
} from '../../../lib/domain/release/ledger-items';
import { gateRecord, releaseIn } from './example-release';

describe('the items of the ledger', () => {
  it('keep a release and its gates in one partition', () => {
    expect(releaseKey('d-1')).toEqual({ PK: 'RELEASE#d-1', SK: 'META' });
    expect(gateKey('d-1', 'after-traffic', 'chat')).toEqual({ PK: 'RELEASE#d-1', SK: 'GATE#after-traffic#chat' });
  });

  it('list the releases of a service by time', () => {
    const keys = [Date.UTC(2026, 0, 2), Date.UTC(2025, 11, 31)].map((openedAt) => serviceKey(releaseIn({ openedAt })));
    expect(keys.map(({ GSI1PK }) => GSI1PK)).toEqual(['SERVICE#chat:live', 'SERVICE#chat:live']);
    expect(keys.map(({ GSI1SK }) => GSI1SK)).toEqual(['2026-01-02T00:00:00.000Z#d-1', '2025-12-31T00:00:00.000Z#d-1']);
  });

  it('list the releases of all services by time, month for month', () => {
    expect(monthKey(releaseIn({ openedAt: Date.UTC(2026, 0, 31, 23, 59) }))).toEqual({
      GSI2PK: 'MONTH#2026-01',
      GSI2SK: '2026-01-31T23:59:00.000Z#d-1',
    });
  });

  it.each([
    ['2026-01-31T23:59:59Z', '2026-02-01T00:00:00Z', ['2026-01', '2026-02']],
    ['2025-11-30T12:30:30Z', '2026-02-01T00:00:00Z', ['2025-11', '2025-12', '2026-01', '2026-02']],
    ['2026-03-15T10:00:00Z', '2026-03-20T00:00:00Z', ['2026-03']],
    ['2026-03-15T10:00:00Z', '2026-03-14T00:00:00Z', ['2026-03']],
    ['2026-03-15T10:00:00Z', '2026-02-28T23:59:59Z', []],
  ])('are looked for in the months from %s to %s', (from, to, months) => {
    expect(monthIndexKeys(Date.parse(from), Date.parse(to))).toEqual(months.map((month) => `MONTH#${month}`));
  });

  it('that are not settled have an index by a name that stays: another one would be built anew', () => {
    expect(UNSETTLED_INDEX).toBe('Unsettled');
  });

  it('are read as they were written', () => {
    const release = releaseIn({
      state: 'failed',
      decidedBy: 'codedeploy',
      decidedAt: 1,
      endedAt: 2,
      messageClaimedAt: 3,
      messageSentAt: 4,
    });
    const gate = gateRecord('chat', 'before-traffic', 'inconclusive');
    expect(v.parse(releaseItemSchema, { ...releaseKey('d-1'), release, manifest: '{}' })).toEqual({
      release,
      manifest: '{}',
    });
    expect(v.parse(gateItemSchema, { ...gateKey('d-1', 'before-traffic', 'chat'), gate })).toEqual({ gate });
  });

  it('keep what was said of a gate, and are read where nothing was', () => {
    const gate = {
      ...gateRecord('own', 'before-traffic', 'inconclusive'),
      mode: 'shadow',
      onInconclusive: 'proceed',
      attempts: 3,
    };
    expect(v.parse(gateItemSchema, { gate })).toEqual({ gate });
    expect(v.safeParse(gateItemSchema, { gate: { ...gate, mode: 'off' } }).success).toBe(false);
    const release = releaseIn({ notes: [{ code: 'shadow-passed', message: 'It did.' }] });
    expect(v.parse(releaseItemSchema, { release })).toEqual({ release });
  });

  it('list the releases that are not settled by time, and no other', () => {
    expect(unsettledKey(releaseIn({ openedAt: Date.UTC(2026, 0, 2) }))).toEqual({
      UnsettledPK: 'UNSETTLED',
      UnsettledSK: '2026-01-02T00:00:00.000Z#d-1',
    });
    expect(unsettledKey(releaseIn({ state: 'released' }))).toBeDefined();
    expect(unsettledKey(releaseIn({ state: 'released', messageSentAt: 1 }))).toBeUndefined();
    const item = { ...releaseKey('d-1'), ...unsettledKey(releaseIn({})) };
    expect(v.parse(unsettledItemSchema, item).UnsettledSK).toBe('d-1');
  });

  it('list a release that has ended until somebody has counted what customers had of it', () => {
    const ended = { state: 'rolled-back', shiftedAt: 1, messageSentAt: 2 } as const;
    expect(unsettledKey(releaseIn(ended))).toBeDefined();
    expect(unsettledKey(releaseIn({ ...ended, counted: { at: 3 } }))).toBeUndefined();
  });

  it('keep all that is known of a release', () => {
    const glass = { id: 'bg-1', by: 'arn:jane', because: 'A fix.', at: 1, until: 2 };
    const release = releaseIn({
      ...{ subject: '0a'.repeat(32), adoption: 'alongside', published: '0b'.repeat(32), gateRun: 'arn:run' },
      facts: { schema: 1, sha: 'c0ffee', tickets: ['SHOP-12'], annotatedAt: 1 },
      ...{ breakGlass: glass, notes: [{ code: 'a', message: 'A.' }], allowedAt: 1, shiftedAt: 2, warned: ['errors'] },
      ...{ stuckAt: 3, counted: { at: 4, requests: 10, failed: 1 }, head: '0c'.repeat(32) },
    });
    expect(v.parse(releaseItemSchema, { release })).toEqual({ release });
  });

  it.each<[string, object]>([
    ['an adoption that nobody knows', { adoption: 'hopeful' }],
    ['a break-glass without its end', { breakGlass: { id: 'bg-1', by: 'arn:jane', because: 'A fix.', at: 1 } }],
    ['a count without its time', { counted: { requests: 1 } }],
    ['facts without their commit', { facts: { schema: 1, tickets: [], annotatedAt: 1 } }],
  ])('are refused with %s', (_, change) => {
    expect(v.safeParse(releaseItemSchema, { release: { ...releaseIn({}), ...change } }).success).toBe(false);
  });

  it('are refused in a state that is not known', () => {
    expect(v.safeParse(releaseItemSchema, { release: { ...releaseIn({}), state: 'paused' } }).success).toBe(false);
  });
});
