import * as v from 'valibot';
import {
  deliveryKey,
  eventItemSchema,
  eventKey,
  factsKey,
  isWatchKey,
  ITEM_SCHEMA,
  looksItemSchema,
  looksKey,
  messageKey,
  pageKey,
  sequenceOfKey,
  threadKey,
  unsentKey,
  watchKey,
} from '../../../lib/domain/release/ledger-items';
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
  ])('are as they were: %j', (key, PK, SK) => {
    expect(key).toEqual({ PK, SK });
  });

  it('list a notice that is not published by its time', () => {
    expect(unsentKey('d-1', { id: 'd-1-stuck', at: 2000 })).toEqual({
      UnsettledPK: 'UNSENT',
      UnsettledSK: '1970-01-01T00:00:02.000Z#d-1#d-1-stuck',
    });
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
    [7, undefined],
    [undefined, undefined],
  ])('say which event is meant: %j', (sortKey, sequence) => {
    expect(sequenceOfKey(sortKey)).toBe(sequence);
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
});
