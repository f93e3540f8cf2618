import { POST_CLAIM_MS } from '../../../lib/domain/delivery/delivery';
import { claimThread, openedThread, type Thread } from '../../../lib/domain/delivery/thread';

const of = (messageId: string) => ({ channel: 'slack', releaseId: 'd-1', messageId });

function opening(known: Thread | undefined, messageId: string, at: number): Thread {
  const claim = claimThread(known, of(messageId), at);
  if (claim.kind !== 'open') throw new Error(`It cannot be opened: ${claim.kind}.`);
  return claim.next;
}

describe('the thread of a release', () => {
  it('is begun by one message, for which the others wait', () => {
    const thread = opening(undefined, 'started', 0);
    expect(claimThread(thread, of('released'), 1)).toEqual({ kind: 'later', seconds: 60 });
    expect(opening(thread, 'started', 1).revision).toBe(2);
  });

  it('is answered to once its first message is posted', () => {
    const thread = openedThread(opening(undefined, 'started', 0), '17.4');
    expect(claimThread(thread, of('released'), 1)).toEqual({ kind: 'reply', reference: '17.4' });
  });

  it('is begun by another message where the first one never came', () => {
    const thread = opening(undefined, 'started', 0);
    expect(opening(thread, 'released', POST_CLAIM_MS)).toMatchObject({ openedBy: 'released', revision: 2 });
  });
});
