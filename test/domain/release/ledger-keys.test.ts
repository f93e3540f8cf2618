import * as v from 'valibot';
import {
  attestationItemSchema,
  attestationKey,
  debtKey,
  deliveryKey,
  eventItemSchema,
  eventKey,
  factsItemSchema,
  factsKey,
  isGateKey,
  isWatchKey,
  ITEM_SCHEMA,
  LEDGER_INDEXES,
  looksItemSchema,
  looksKey,
  messageKey,
  monthIndexKey,
  monthIndexKeys,
  owedBefore,
  owedKey,
  pageKey,
  sequenceOfKey,
  spentGlassItemSchema,
  spentGlassKey,
  threadKey,
  unpackedItemSchema,
  unpackedKey,
  unsentKey,
  usedProofKey,
  watchKey,
} from '../../../lib/domain/release/ledger-items';
import { statementOf } from '../../../lib/domain/attestation/attestation';
import { openingEvent } from '../../../lib/domain/release/ledger-event';
import { openRelease } from '../../../lib/domain/release/release';
import { newRelease } from './example-release';

// Whatever is written here is in tables for years: a key that changes loses what was kept under the old one.
describe('the keys of the ledger’s items', () => {
  it.each([
    [eventKey('d-1', 1), 'RELEASE#d-1', 'EVENT#000001'],
    [eventKey('d-1', 1234567), 'RELEASE#d-1', 'EVENT#1234567'],
    [watchKey('d-1'), 'RELEASE#d-1', 'WATCH#STATE'],
    [looksKey('d-1', 60), 'RELEASE#d-1', 'WATCH#LOOKS#0000'],
    [looksKey('d-1', 61), 'RELEASE#d-1', 'WATCH#LOOKS#0001'],
    [messageKey('d-1', 'd-1-started'), 'RELEASE#d-1', 'MESSAGE#d-1-started'],
    [deliveryKey('d-1', 'slack', 'd-1-failed'), 'RELEASE#d-1', 'DELIVERY#slack#d-1-failed'],
    [threadKey('d-1', 'slack'), 'RELEASE#d-1', 'DELIVERY#slack#THREAD'],
    [factsKey('0a1b'), 'SUBJECT#0a1b', 'FACTS'],
    [attestationKey({ subject: '0a1b', at: 2000, proof: 'ff' }), 'ATTESTED#0a1b', '1970-01-01T00:00:02.000Z#ff'],
    [unpackedKey('0a1b'), 'CODE#0a1b', 'UNPACKED'],
    [usedProofKey('ff'), 'PROOF#ff', 'USED'],
    [spentGlassKey('bg-1'), 'GLASS#bg-1', 'SPENT'],
    [debtKey('d-1', 2000), 'RELEASE#d-1', 'OWED#1970-01-01T00:00:02.000Z'],
  ])('are as they were: %j', (key, PK, SK) => {
    expect(key).toEqual({ PK, SK });
  });

  it('list a notice that is not published by its time', () => {
    expect(unsentKey('d-1', { id: 'd-1-stuck', at: 2000 })).toEqual({
      UnsettledPK: 'UNSENT',
      UnsettledSK: '1970-01-01T00:00:02.000Z#d-1#d-1-stuck',
    });
  });

  it('list what is owed by the time when it is due', () => {
    expect(owedKey('d-1', 2000)).toEqual({ UnsettledPK: 'OWED', UnsettledSK: '1970-01-01T00:00:02.000Z#d-1' });
  });

  it('tell what is due by a time, that moment included, from what is due later', () => {
    const keys = [0, 1999, 2000, 2001].map((dueAt) => owedKey('d-1', dueAt).UnsettledSK);
    expect(keys.map((key) => key < owedBefore(2000))).toEqual([true, true, true, false]);
  });

  it('have one partition for each kind of what is listed by month', () => {
    const at = Date.UTC(2026, 0, 31, 23, 59);
    expect([monthIndexKey(at), monthIndexKey(at, 'LABEL')]).toEqual(['MONTH#2026-01', 'LABEL#2026-01']);
    expect(monthIndexKeys(at, at, 'EFFORT')).toEqual(['EFFORT#2026-01']);
  });

  it('have indexes by names that stay: another one would be built anew', () => {
    expect(LEDGER_INDEXES).toEqual(['GSI1', 'Unsettled', 'GSI2']);
  });

  it('list what a pager was told by the month in which it was', () => {
    expect(pageKey('d-1', 'pager', 'd-1-failed', Date.UTC(2026, 0, 31, 23, 59))).toEqual({
      GSI2PK: 'PAGE#2026-01',
      GSI2SK: '2026-01-31T23:59:00.000Z#d-1#DELIVERY#pager#d-1-failed',
    });
  });

  it.each([
    ['EVENT#000007', 7],
    ['EVENT#1234567', 1234567],
    ['META', undefined],
    ['GATE#before-traffic#EVENT#1', undefined],
    ['EVENT#', undefined],
    ['EVENT#7#', undefined],
    [['EVENT#7'], undefined],
    [7, undefined],
    [undefined, undefined],
  ])('say which event is meant: %j', (sortKey, sequence) => {
    expect(sequenceOfKey(sortKey)).toBe(sequence);
  });

  it.each([
    ['GATE#before-traffic#chat', true],
    ['EVENT#GATE#1', false],
    ['META', false],
    [7, false],
    [undefined, false],
  ])('say whether an item is the answer of a gate: %j', (sortKey, isGate) => {
    expect(isGateKey(sortKey)).toBe(isGate);
  });

  it.each([
    ['WATCH#STATE', true],
    ['WATCH#LOOKS#0000', true],
    ['GATE#in-flight#WATCH#STATE', false],
    ['META', false],
    [undefined, false],
  ])('say whether an item is the watch’s: %j', (sortKey, isWatch) => {
    expect(isWatchKey(sortKey)).toBe(isWatch);
  });
});

describe('the items of the ledger', () => {
  it('name the version of their shape', () => {
    expect(ITEM_SCHEMA).toBe(2);
  });

  it('have an event, or looks, and nothing less', () => {
    const event = openingEvent(openRelease(newRelease), undefined, () => '0a'.repeat(32));
    expect(v.parse(eventItemSchema, { event })).toEqual({ event });
    expect(v.safeParse(eventItemSchema, {}).success).toBe(false);
    const look = {
      at: 1,
      weight: 0.1,
      gates: { errors: { blueCalls: 1, blueErrors: 0, greenCalls: 1, greenErrors: 1, evidence: 2 } },
    };
    expect(v.parse(looksItemSchema, { taken: [look] })).toEqual({ taken: [look] });
    expect(v.safeParse(looksItemSchema, { taken: [{ at: 1 }] }).success).toBe(false);
    expect(v.safeParse(looksItemSchema, {}).success).toBe(false);
  });

  it('have what is known of a commit, what was attested, what a package unpacks to, or who used a break-glass', () => {
    const sha256 = '0a'.repeat(32);
    const facts = { schema: 1, sha: 'c0ffee', tickets: [], annotatedAt: 1 };
    expect(v.parse(factsItemSchema, { ...factsKey(sha256), facts })).toEqual({ facts });
    expect(v.safeParse(factsItemSchema, {}).success).toBe(false);
    const statement = statementOf({
      ...{ kind: 'unit', subject: sha256, name: 'chat', outcome: 'pass', said: 'All passed.', figures: {} },
      ...{ by: { arn: 'arn', account: '111122223333' }, at: 1, expiresAt: 2, proof: sha256 },
    });
    expect(v.parse(attestationItemSchema, { statement })).toEqual({ statement });
    expect(v.safeParse(attestationItemSchema, {}).success).toBe(false);
    const digest = `dirHash:${sha256}`;
    expect(v.parse(unpackedItemSchema, { ...unpackedKey(sha256), digest })).toEqual({ digest });
    expect(v.safeParse(unpackedItemSchema, {}).success).toBe(false);
    expect(v.parse(spentGlassItemSchema, { ...spentGlassKey('bg-1'), releaseId: 'd-1', at: 1 })).toEqual({
      ...{ releaseId: 'd-1', at: 1 },
    });
    expect(v.safeParse(spentGlassItemSchema, {}).success).toBe(false);
  });
});
