import * as v from 'valibot';
import { followingEvent, ledgerEventSchema, openingEvent } from '../../../lib/domain/release/ledger-event';
import { RELEASE_EVENTS } from '../../../lib/domain/release/release-event';
import { openRelease } from '../../../lib/domain/release/release';
import { gateRecord, newRelease, releaseIn } from './example-release';

const digest = (value: unknown) => `digest of ${JSON.stringify(value)}`;

describe('an event of a release, as it is kept', () => {
  it('opens it with the digest of its manifest', () => {
    const release = openRelease(newRelease);
    expect(openingEvent(release, 'text', digest)).toEqual({
      ...{ schema: 1, releaseId: 'd-1', sequence: 1, kind: 'opened', at: 1000, release },
      manifest: 'digest of "text"',
    });
    expect(openingEvent(release, undefined, digest)).not.toHaveProperty('manifest');
  });

  it('names the event before it, and not itself', () => {
    const release = releaseIn({ state: 'shifting', revision: 2 });
    const next = { ...release, head: 'the head before' };
    expect(followingEvent(next, { kind: 'creation-allowed', at: 2000 }, digest)).toEqual({
      ...{ schema: 1, releaseId: 'd-1', sequence: 2, kind: 'creation-allowed', at: 2000, release },
      previous: 'the head before',
    });
  });

  it('has none before it where the release was kept before there were events', () => {
    const next = releaseIn({ revision: 5 });
    expect(followingEvent(next, { kind: 'message-sent', at: 2000 }, digest)).not.toHaveProperty('previous');
  });

  it('says nothing of gates where it is about none', () => {
    expect(followingEvent(releaseIn({}), { kind: 'message-sent', at: 2000 }, digest)).not.toHaveProperty('gates');
  });

  it('vouches for what its gates said', () => {
    const gates = [gateRecord('chat', 'before-traffic', 'fail'), gateRecord('health', 'before-traffic', 'pass')];
    const event = followingEvent(releaseIn({}), { kind: 'judged', at: 2000, phase: 'before-traffic', gates }, digest);
    expect(event.gates).toEqual([
      { name: 'chat', phase: 'before-traffic', outcome: 'fail', sha256: digest(gates[0]) },
      { name: 'health', phase: 'before-traffic', outcome: 'pass', sha256: digest(gates[1]) },
    ]);
  });

  it.each(['opened', ...RELEASE_EVENTS])('is read as it was kept: %s', (kind) => {
    const sha256 = '0a'.repeat(32);
    const gates = [{ name: 'chat', phase: 'in-flight', outcome: 'inconclusive', sha256 }];
    const event = {
      ...{ schema: 1, releaseId: 'd-1', sequence: 7, kind, at: 2000, manifest: sha256, gates },
      ...{ release: openRelease(newRelease), previous: sha256 },
    };
    expect(v.parse(ledgerEventSchema, event)).toEqual(event);
  });

  it.each([{ schema: 2 }, { kind: 'forged' }, { previous: 'short' }, { previous: `${'0a'.repeat(32)}0` }])(
    'is not read as %j',
    (change) => {
      const event = openingEvent(openRelease(newRelease), undefined, digest);
      expect(v.safeParse(ledgerEventSchema, { ...event, ...change }).success).toBe(false);
    },
  );
});
