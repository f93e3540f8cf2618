import fc from 'fast-check';
import { outcomeMessage } from '../../../lib/domain/release/outcome-message';
import { isTerminal, RELEASE_STATES } from '../../../lib/domain/release/release';
import { transition } from '../../../lib/domain/release/transition';
import { ACTING, hostileText, LINE_ENDS } from '../../hostile-text';
import { releaseIn } from './example-release';

const lost = {
  code: 'expectation-not-met',
  message: 'Conversation says-hello, turn 1: status was 500, expected to equal 200.',
};
/** What all messages say that they are about. */
const about = { releaseId: 'd-1', alias: 'chat:live' };
const alarm = { code: 'ALARM_ACTIVE', message: 'Activated alarms: <chat-errors>' };

describe('the message of how a release ended', () => {
  it('takes 8000 bytes at most, whatever gates said and in which script, and ends as any other', () => {
    const reasons = Array.from({ length: 90 }, () => ({ code: 'x', message: '漢"🐙\u0000'.repeat(900) }));
    const names = {
      functionName: 'f'.repeat(140),
      aliasName: 'a'.repeat(128),
      id: `first-${'s'.repeat(36)}-100-01234567`,
      decidedBy: Array.from({ length: 48 }, () => 'g'.repeat(64)).join(', '),
    };
    for (const state of RELEASE_STATES.filter(isTerminal)) {
      const { text } = outcomeMessage(releaseIn({ state, reasons, notes: reasons, ...names }));
      expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThanOrEqual(8000);
      expect(text).toContain('Serving now: ');
      expect(text.endsWith(`: ${names.id}`)).toBe(true);
    }
  });

  it.each(RELEASE_STATES.filter(isTerminal))('is known by the id of the effect that asks for it: %s', (state) => {
    const { next, effects } = transition(releaseIn({ state }), { kind: 'message-claimed', at: 5000 });
    expect(effects).toEqual([{ kind: 'publish-outcome', id: outcomeMessage(next).deduplicationId }]);
  });

  it('says of a released one what serves now, and asks for nothing', () => {
    expect(outcomeMessage(releaseIn({ state: 'released', decidedBy: 'gates' }))).toEqual({
      deduplicationId: 'd-1-released',
      ...about,
      subject: 'Released: chat',
      text: ['Released: chat:live, version 7 to 8.', 'Serving now: version 8.', 'Deployment: d-1'].join('\n'),
    });
  });

  it('says of a blocked one which gate, why, and that no customer noticed', () => {
    expect(outcomeMessage(releaseIn({ state: 'blocked', decidedBy: 'chat', reasons: [lost] }))).toEqual({
      deduplicationId: 'd-1-blocked',
      ...about,
      subject: 'Blocked before any traffic: chat',
      text: [
        'Blocked before any traffic: chat:live, version 7 to 8.',
        'Decided by: chat.',
        '- Conversation says-hello, turn 1: status was 500, expected to equal 200.',
        'Serving now: version 7, as before; no customer reached version 8.',
        'Nothing to do in production. Fix the change and deploy again.',
        'Deployment: d-1',
      ].join('\n'),
    });
  });

  it('says of a rolled back one what was put back', () => {
    const release = releaseIn({ state: 'rolled-back', decidedBy: 'error-rate-alarm', reasons: [alarm] });
    expect(outcomeMessage(release)).toEqual({
      deduplicationId: 'd-1-rolled-back',
      ...about,
      subject: 'Rolled back: chat',
      text: [
        'Rolled back: chat:live, version 7 to 8.',
        'Decided by: error-rate-alarm.',
        '- Activated alarms: <chat-errors>',
        'Serving now: version 7, put back by CodeDeploy.',
        'Nothing to do in production. Fix the change and deploy again.',
        'Deployment: d-1',
      ].join('\n'),
    });
  });

  it('says of a failed one that nobody knows, and which commands to look with', () => {
    const release = releaseIn({ state: 'failed', decidedBy: 'codedeploy', reasons: [alarm] });
    expect(outcomeMessage(release)).toEqual({
      deduplicationId: 'd-1-failed',
      ...about,
      subject: 'Failed, and not rolled back: chat',
      text: [
        'Failed, and not rolled back: chat:live, version 7 to 8.',
        'Decided by: codedeploy.',
        '- Activated alarms: <chat-errors>',
        'Serving now: unknown: the alias live may point to both versions.',
        'Look at once: aws lambda get-alias --function-name chat --name live; then aws deploy get-deployment --deployment-id d-1',
        'Deployment: d-1',
      ].join('\n'),
    });
  });

  it.each(RELEASE_STATES.filter(isTerminal))('is there when the release is %s', (state) => {
    expect(outcomeMessage(releaseIn({ state })).text).toContain('Deployment: d-1');
  });

  it.each(RELEASE_STATES.filter((state) => !isTerminal(state)))('is not there while the release is %s', (state) => {
    expect(() => outcomeMessage(releaseIn({ state }))).toThrow(`Release d-1 has not ended: it is ${state}.`);
  });

  it('does not say who decided, where nobody knows', () => {
    expect(outcomeMessage(releaseIn({ state: 'failed' })).text).not.toContain('Decided by');
  });

  it('names five reasons at most and counts the others', () => {
    const reasons = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ code: 'x', message: `Reason ${index + 1}.` }));
    const said = (count: number) =>
      outcomeMessage(releaseIn({ state: 'blocked', reasons: reasons(count) }))
        .text.split('\n')
        .filter((line) => line.startsWith('- '));
    expect(said(5)).toEqual(['- Reason 1.', '- Reason 2.', '- Reason 3.', '- Reason 4.', '- Reason 5.']);
    expect(said(7).slice(4)).toEqual(['- Reason 5.', '- and 2 more']);
  });

  it('says what gates said that did not count, five of them at most', () => {
    const notes = Array.from({ length: 7 }, (_, index) => ({
      code: 'x',
      message: `Shadow gate ${index + 1} said pass.`,
    }));
    const { text } = outcomeMessage(releaseIn({ state: 'released', notes }));
    expect(text.split('\n').slice(1, 7)).toEqual([
      ...notes.slice(0, 5).map(({ message }) => `Note: ${message}`),
      'Note: and 2 more gates that did not count.',
    ]);
    expect(outcomeMessage(releaseIn({ state: 'released', notes: notes.slice(0, 5) })).text).not.toContain('more gates');
  });

  it('has a subject of 100 characters at most, as SNS allows', () => {
    const functionName = 'f'.repeat(140);
    expect(outcomeMessage(releaseIn({ state: 'failed', functionName })).subject).toHaveLength(100);
  });

  it('has the same lines, each with its own beginning, whatever hostile text is in a field', () => {
    const beginnings =
      /^(?:Released|Blocked|Rolled back|Failed|Decided by:|-|Note:|Serving now:|Nothing to do|Look at once:|Deployment:|Release:)/;
    const fields = ['functionName', 'aliasName', 'blue', 'green', 'id', 'decidedBy', 'reason', 'note'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...RELEASE_STATES.filter(isTerminal)),
        fc.constantFrom(...fields),
        hostileText,
        (state, field, text) => {
          const message = (planted: string) =>
            outcomeMessage(
              releaseIn({
                state,
                decidedBy: 'chat',
                ...(field === 'reason' || field === 'note' ? {} : { [field]: planted }),
                reasons: [{ code: 'x', message: field === 'reason' ? planted : 'why' }],
                notes: [{ code: 'x', message: field === 'note' ? planted : 'beside' }],
              }),
            );
          const [hostile, harmless] = [message(text), message('harmless')];
          const lines = hostile.text.split(LINE_ENDS);
          expect(lines).toHaveLength(harmless.text.split('\n').length);
          for (const line of lines) expect(line).toMatch(beginnings);
          expect(lines.filter((line) => line.startsWith('Serving now: '))).toHaveLength(1);
          expect(hostile.text).not.toMatch(ACTING);
          expect(hostile.subject).toMatch(/^[ -~]{1,100}$/);
        },
      ),
    );
  });
});
