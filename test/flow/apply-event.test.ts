import { applyEvent } from '../../lib/flow/apply-event';
import type { Release } from '../../lib/domain/release/release';
import type { ReleaseEvent } from '../../lib/domain/release/release-event';
import { gateRecord, newRelease, stopped } from '../domain/release/example-release';
import { InMemoryLedger } from '../domain/release/in-memory-ledger';

const judged = (outcome: 'pass' | 'fail'): ReleaseEvent => ({
  kind: 'judged',
  at: 2000,
  phase: 'before-traffic',
  gates: [gateRecord('health', 'before-traffic', outcome)],
});

/** Lets something else happen between the first read and the write that follows. */
class RacedLedger extends InMemoryLedger {
  private raced = false;

  constructor(private readonly meanwhile: (ledger: InMemoryLedger) => Promise<unknown>) {
    super();
  }

  override async replace(next: Release, event: ReleaseEvent): Promise<Release | undefined> {
    if (!this.raced) {
      this.raced = true;
      await this.meanwhile(this);
    }
    return super.replace(next, event);
  }
}

describe('applying an event to a release that is kept', () => {
  it('keeps the next state and says what is to be done', async () => {
    const ledger = new InMemoryLedger();
    await ledger.open(newRelease);
    const { release, effects, notices } = await applyEvent(ledger, 'd-1', judged('pass'));
    expect(effects[0]).toEqual({ kind: 'answer-hook', id: 'd-1-answer-before-traffic', status: 'Succeeded' });
    // What is to be said names the event with which it is kept.
    expect(notices).toMatchObject([{ id: 'd-1-started', kind: 'started', at: 2000, head: release.head }]);
    expect(ledger.notices).toMatchObject([{ id: 'd-1-started' }]);
    expect(release.state).toBe('shifting');
    expect(await ledger.read('d-1')).toEqual(release);
  });

  it('counts one revision for each change that is kept, however many steps it took', async () => {
    const ledger = new InMemoryLedger();
    await ledger.open(newRelease);
    // Deciding and ending are two steps of one transition.
    await applyEvent(ledger, 'd-1', {
      kind: 'deployment-ended',
      at: 3000,
      ending: stopped({ trafficMoved: false, rollsBack: true }),
    });
    expect(await ledger.read('d-1')).toMatchObject({ state: 'blocked', revision: 2 });
    await applyEvent(ledger, 'd-1', { kind: 'message-sent', at: 4000 });
    expect(await ledger.read('d-1')).toMatchObject({ messageSentAt: 4000, revision: 3 });
  });

  it('writes nothing for an event that changes nothing', async () => {
    const ledger = new InMemoryLedger();
    await ledger.open(newRelease);
    const before = await ledger.read('d-1');
    const replace = jest.spyOn(ledger, 'replace');
    await applyEvent(ledger, 'd-1', { kind: 'rollback-ended', at: 3000, succeeded: true });
    expect(replace).not.toHaveBeenCalled();
    expect(await ledger.read('d-1')).toBe(before);
  });

  it('says whose release is missing', async () => {
    await expect(applyEvent(new InMemoryLedger(), 'd-9', judged('pass'))).rejects.toThrow(
      'The ledger has no release d-9.',
    );
  });

  it('judges again by what another writer kept in between', async () => {
    const ledger = new RacedLedger((raced) => applyEvent(raced, 'd-1', judged('fail')));
    await ledger.open(newRelease);
    const { release, effects } = await applyEvent(ledger, 'd-1', judged('pass'));
    expect(release).toMatchObject({ state: 'refused', decidedBy: 'health', revision: 2 });
    expect(effects).toEqual([{ kind: 'answer-hook', id: 'd-1-answer-before-traffic', status: 'Failed' }]);
  });

  it('lets one of two writers win, and both answers agree with what is kept', async () => {
    const ledger = new InMemoryLedger();
    await ledger.open(newRelease);
    const [first, second] = await Promise.all([
      applyEvent(ledger, 'd-1', judged('fail')),
      applyEvent(ledger, 'd-1', judged('pass')),
    ]);
    const kept = await ledger.read('d-1');
    expect(kept).toMatchObject({ state: 'refused', revision: 2 });
    expect([first.release, second.release]).toEqual([kept, kept]);
    expect(second.effects).toEqual([{ kind: 'answer-hook', id: 'd-1-answer-before-traffic', status: 'Failed' }]);
  });

  it('wins after 63 lost races', async () => {
    const ledger = await losing(63);
    await applyEvent(ledger, 'd-1', judged('pass'));
    expect(await ledger.read('d-1')).toMatchObject({ state: 'shifting', revision: 2 });
  });

  it('gives up after 64 lost races, and says so', async () => {
    const ledger = await losing(64);
    await expect(applyEvent(ledger, 'd-1', judged('pass'))).rejects.toThrow(
      'Release d-1 was changed by others 64 times in a row; the event was not applied.',
    );
    expect(await ledger.read('d-1')).toMatchObject({ state: 'gating', revision: 1 });
  });
});

/** A ledger with a release whose first writes are all lost to others. */
async function losing(races: number): Promise<InMemoryLedger> {
  const ledger = new InMemoryLedger();
  await ledger.open(newRelease);
  const replace = jest.spyOn(ledger, 'replace');
  for (let lost = 0; lost < races; lost++) replace.mockResolvedValueOnce(undefined);
  return ledger;
}
