import * as v from 'valibot';
import {
  gateItemSchema,
  gateKey,
  releaseItemSchema,
  releaseKey,
  serviceKey,
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

  it('are refused in a state that is not known', () => {
    expect(v.safeParse(releaseItemSchema, { release: { ...releaseIn({}), state: 'paused' } }).success).toBe(false);
  });
});
