import fc from 'fast-check';
import { afterPost, claimDelivery, POST_CLAIM_MS, type Delivery } from '../../../lib/domain/delivery/delivery';
import type { Posted } from '../../../lib/domain/delivery/posted';

const ID = { channel: 'slack', messageId: 'd-1-released', releaseId: 'd-1' };

function claimed(known: Delivery | undefined, at: number): Delivery {
  const claim = claimDelivery(known, ID, at);
  if (claim.kind !== 'post') throw new Error(`It cannot be claimed: ${claim.kind}.`);
  return claim.next;
}

describe('the claim of a delivery', () => {
  it('is the first one’s, for as long as a notifier may live', () => {
    const first = claimed(undefined, 1000);
    expect(first).toMatchObject({ ...ID, state: 'posting', attempts: 1, until: 1000 + POST_CLAIM_MS, revision: 1 });
    expect(claimDelivery(first, ID, 1500)).toEqual({ kind: 'later', seconds: 60 });
    expect(claimDelivery(first, ID, 1000 + POST_CLAIM_MS - 1)).toEqual({ kind: 'later', seconds: 1 });
  });

  it('passes to another where the first one died', () => {
    expect(claimed(claimed(undefined, 0), POST_CLAIM_MS)).toMatchObject({ attempts: 2, revision: 2 });
  });

  it('is nobody’s once it is posted', () => {
    const { next } = afterPost(claimed(undefined, 0), { kind: 'posted', reference: '1.2' }, 1, 10);
    expect(next).toMatchObject({ state: 'posted', reference: '1.2', at: 10 });
    expect(claimDelivery(next, ID, 1e12)).toEqual({ kind: 'done' });
  });

  it('is had at once by who puts a refused one back', () => {
    const { next } = afterPost(claimed(undefined, 0), { kind: 'refused', said: 'no_service' }, 1, 10);
    expect(claimed(next, 11)).toMatchObject({ state: 'posting', attempts: 2 });
  });

  it('is not had before the channel wants it', () => {
    const after = afterPost(claimed(undefined, 0), { kind: 'not-now', said: '429', seconds: 90 }, 1, 1000);
    expect(after).toMatchObject({ kind: 'later', seconds: 90 });
    expect(claimDelivery(after.next, ID, 1001)).toEqual({ kind: 'later', seconds: 90 });
    expect(claimDelivery(after.next, ID, 91_000).kind).toBe('post');
  });
});

describe('a delivery by any attempts', () => {
  const posted: fc.Arbitrary<Posted> = fc.oneof(
    fc.constant<Posted>({ kind: 'posted' }),
    fc.record({
      kind: fc.constant('not-now' as const),
      said: fc.string(),
      seconds: fc.option(fc.nat(1e6), { nil: undefined }),
    }),
    fc.record({ kind: fc.constant('unanswered' as const), said: fc.string() }),
    fc.record({ kind: fc.constant('refused' as const), said: fc.string() }),
  );

  it('counts its changes one by one, and ends with the first post', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(posted, fc.nat(200_000)), { maxLength: 30 }), (attempts) => {
        let known: Delivery | undefined;
        let at = 0;
        let revision = 0;
        for (const [index, [what, pass]] of attempts.entries()) {
          at += pass;
          const claim = claimDelivery(known, ID, at);
          expect(claim.kind === 'done').toBe(known?.state === 'posted');
          if (claim.kind !== 'post') continue;
          expect(claim.next.revision).toBe(revision + 1);
          known = afterPost(claim.next, what, index + 1, at).next;
          revision = known.revision;
          expect(known.revision).toBe(claim.next.revision + 1);
        }
      }),
    );
  });
});
