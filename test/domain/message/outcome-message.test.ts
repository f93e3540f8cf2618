import fc from 'fast-check';
import type { Message } from '../../../lib/domain/message/message';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { mailSubject, plainText } from '../../../lib/domain/message/plain-text';
import { isTerminal, RELEASE_STATES, type Release } from '../../../lib/domain/release/release';
import { transition } from '../../../lib/domain/release/transition';
import { BUDGETS } from '../../../lib/domain/size/budgets';
import { ACTING, hostileText, LINE_ENDS } from '../../hostile-text';
import { releaseIn } from '../release/example-release';
import { context, MINUTE, OPENED, red, rolledBack } from './example-message';

const lost = {
  code: 'expectation-not-met',
  message: 'Conversation says-hello, turn 1: status was 500, expected to equal 200.',
};
const alarm = { code: 'ALARM_ACTIVE', message: 'Activated alarms: <chat-errors>' };

const isNoCommand = (line: string) => !line.startsWith('Look with: ');

/** What a mail says of a release of which nothing is known beside its state. */
const said = (change: Partial<Release>) => plainText(outcomeMessage(releaseIn(change)));

describe('the message of how a release ended', () => {
  it.each(['blocked', 'rolled-back', 'failed', 'released'] as const)(
    'has the page of its gate run where there is something to look into: %s',
    (state) => {
      const gateRun = 'arn:aws:states:eu-west-1:111122223333:execution:GateRun:d-1-before-traffic';
      const titles = ({ links }: Message) => links.map(({ title }) => title);
      const isRed = state !== 'released';
      expect(titles(outcomeMessage(releaseIn({ state, gateRun })))).toEqual(isRed ? ['Gate run'] : []);
      // A release from before it was kept, and what is no execution.
      expect(titles(outcomeMessage(releaseIn({ state })))).toEqual([]);
      expect(titles(outcomeMessage(releaseIn({ state, gateRun: 'arn:aws:lambda:eu-west-1:1:x' })))).toEqual([]);
    },
  );

  it('takes 16 KB at most, whatever gates said and in which script, and ends as any other', () => {
    const reasons = Array.from({ length: 90 }, () => ({ code: 'x', message: '漢"🐙\u0000'.repeat(900) }));
    const names = {
      functionName: 'f'.repeat(140),
      aliasName: 'a'.repeat(128),
      id: `first-${'s'.repeat(36)}-100-01234567`,
      decidedBy: Array.from({ length: 48 }, () => 'g'.repeat(64)).join(', '),
    };
    for (const state of RELEASE_STATES.filter(isTerminal)) {
      const message = outcomeMessage(releaseIn({ state, reasons, notes: reasons, ...names }), {
        ...context,
        firstError: reasons[0]?.message,
        facts: {
          ...context.facts,
          some: Array.from({ length: 90 }, () => ({
            sha: 'a'.repeat(40),
            subject: '🐙'.repeat(900),
            author: '漢'.repeat(900),
          })),
        },
      });
      const text = plainText(message);
      expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThanOrEqual(BUDGETS.message);
      expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(BUDGETS.messageValue);
      expect(text).toContain('Serving now: ');
      expect(text.endsWith(`: ${names.id}`)).toBe(true);
    }
  });

  it.each(RELEASE_STATES.filter(isTerminal))('is known by the id of the effect that asks for it: %s', (state) => {
    const { next, effects } = transition(releaseIn({ state }), { kind: 'message-claimed', at: 5000 });
    expect(effects).toEqual([{ kind: 'publish-outcome', id: outcomeMessage(next).id }]);
  });

  it('says of a released one what serves now, and asks for nothing', () => {
    const message = outcomeMessage(releaseIn({ state: 'released', decidedBy: 'gates' }), context);
    expect(message).toMatchObject({
      ...{ id: 'd-1-released', kind: 'released', releaseId: 'd-1', alias: 'chat:live', service: 'chat' },
      ...{ summary: [], next: [], commands: [] },
    });
    expect(mailSubject(message)).toBe('Released: chat:live, version 7 to 8');
    expect(said({ state: 'released', decidedBy: 'gates' })).toBe(
      ['Released: chat:live, version 7 to 8.', 'Serving now: version 8.', 'Deployment: d-1'].join('\n'),
    );
  });

  it('says of a blocked one which gate, why, and that no customer noticed', () => {
    expect(said({ state: 'blocked', decidedBy: 'chat', reasons: [lost] })).toBe(
      [
        'Blocked before any traffic: chat:live, version 7 to 8.',
        'Decided by: chat.',
        '- Conversation says-hello, turn 1: status was 500, expected to equal 200.',
        'Serving now: version 7, as before; no customer reached version 8.',
        'Nothing to do in production. Fix the change and deploy again.',
        'Look with: sluice show d-1',
        'Deployment: d-1',
      ].join('\n'),
    );
  });

  it('says of a rolled back one what was put back', () => {
    expect(said({ state: 'rolled-back', decidedBy: 'error-rate-alarm', reasons: [alarm] })).toBe(
      [
        'Rolled back: chat:live, version 7 to 8.',
        'Decided by: error-rate-alarm.',
        '- Activated alarms: <chat-errors>',
        'Serving now: version 7, put back by CodeDeploy.',
        'Nothing to do in production. Fix the change and deploy again.',
        'Look with: sluice show d-1',
        'Deployment: d-1',
      ].join('\n'),
    );
  });

  it('says of a failed one that nobody knows, and which commands to look with', () => {
    expect(said({ state: 'failed', decidedBy: 'codedeploy', reasons: [alarm] })).toBe(
      [
        'Failed, and not rolled back: chat:live, version 7 to 8.',
        'Decided by: codedeploy.',
        '- Activated alarms: <chat-errors>',
        'Serving now: unknown: the alias live may point to both versions.',
        'Look at once at what the alias live points to, and point it to version 7 alone.',
        'Look with: aws lambda get-alias --function-name chat --name live',
        'Look with: aws deploy get-deployment --deployment-id d-1',
        'Look with: sluice show d-1',
        'Deployment: d-1',
      ].join('\n'),
    );
  });

  it('says of a red one all that is known: since when, how many were hit, the first error, the commits and where to look', () => {
    expect(plainText(red())).toBe(
      [
        'Rolled back: chat:live, version 7 to 8.',
        'Decided by: error-rate.',
        '- 6.1 % of 1 204 calls failed on version 8.',
        'First error: TypeError: price of undefined',
        'Failing since 09:12 UTC.',
        'Decided at 09:18 UTC, 8 minutes after the release began.',
        'Version 7 was put back at 09:20 UTC.',
        'At least 73 of 1 204 requests to version 8 failed.',
        'Brings 12 commits by 3 authors.',
        'Commit: 0123456789ab Price by basket (Ada)',
        'Note: Shadow gate strict said fail.',
        'Serving now: version 7, put back by CodeDeploy.',
        'Nothing to do in production. Fix the change and deploy again.',
        'Look with: sluice show d-1',
        'Gate run: https://eu-west-1.console.aws.amazon.com/states/home',
        `Record: ${'f'.repeat(64)}`,
        'Deployment: d-1',
      ].join('\n'),
    );
    expect(red().head).toBe('f'.repeat(64));
    expect(plainText(outcomeMessage(rolledBack({ state: 'failed' })))).toContain(
      'Nothing had put version 7 back by 09:20 UTC.',
    );
  });

  it('says nothing, and never 0, of what nobody knows', () => {
    const text = plainText(outcomeMessage(rolledBack()));
    expect(text).not.toMatch(/requests|Brings|commit|First error|Failing since|Gate run/);
    const none = { failed: 0, requests: 0, atLeast: true };
    expect(plainText(outcomeMessage(rolledBack(), { hit: none }))).not.toContain('requests');
    const some = { failed: 0, requests: 12, atLeast: false };
    expect(plainText(outcomeMessage(rolledBack(), { hit: some }))).toContain(
      '\n0 of 12 requests to version 8 failed.\n',
    );
  });

  it('happened when the release ended, as far as that is known', () => {
    expect(red().at).toBe(OPENED + 10 * MINUTE);
    expect(outcomeMessage(releaseIn({ state: 'failed', decidedAt: 5000 })).at).toBe(5000);
    expect(outcomeMessage(releaseIn({ state: 'failed' })).at).toBe(1000);
  });

  it.each(RELEASE_STATES.filter(isTerminal))('is there when the release is %s', (state) => {
    expect(said({ state })).toContain('Deployment: d-1');
  });

  it.each(RELEASE_STATES.filter((state) => !isTerminal(state)))('is not there while the release is %s', (state) => {
    expect(() => outcomeMessage(releaseIn({ state }))).toThrow(`Release d-1 has not ended: it is ${state}.`);
  });

  it('does not say who decided, where nobody knows', () => {
    expect(said({ state: 'failed' })).not.toContain('Decided by');
  });

  it('names five reasons at most and counts the others', () => {
    const reasons = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ code: 'x', message: `Reason ${index + 1}.` }));
    const listed = (count: number) =>
      said({ state: 'blocked', reasons: reasons(count) })
        .split('\n')
        .filter((line) => line.startsWith('- '));
    expect(listed(5)).toEqual(['- Reason 1.', '- Reason 2.', '- Reason 3.', '- Reason 4.', '- Reason 5.']);
    expect(listed(7).slice(4)).toEqual(['- Reason 5.', '- and 2 more']);
    expect(listed(77).slice(4)).toEqual(['- Reason 5.', '- and 72 more']);
  });

  it('says what gates said that did not count, five of them at most', () => {
    const notes = Array.from({ length: 7 }, (_, index) => ({
      code: 'x',
      message: `Shadow gate ${index + 1} said pass.`,
    }));
    const text = said({ state: 'released', notes });
    expect(text.split('\n').slice(1, 7)).toEqual([
      ...notes.slice(0, 5).map(({ message }) => `Note: ${message}`),
      'Note: and 2 more gates that did not count.',
    ]);
    expect(said({ state: 'released', notes: notes.slice(0, 5) })).not.toContain('more gates');
  });

  it('has a subject of 100 characters at most, as SNS allows', () => {
    const functionName = 'f'.repeat(140);
    expect(mailSubject(outcomeMessage(releaseIn({ state: 'failed', functionName })))).toHaveLength(100);
  });

  it('has the same lines, each with its own beginning, whatever hostile text is in a field', () => {
    const beginnings =
      /^(?:Released|Blocked|Rolled back|Failed|Decided by:|-|First error:|Brings|Commit:|Note:|Serving now:|Nothing to do|Look at once|Look with:|Record:|Deployment:|Release:)/;
    const fields = [
      'functionName',
      'aliasName',
      'blue',
      'green',
      'id',
      'decidedBy',
      'reason',
      'note',
      'answer',
      'subject',
      'author',
    ] as const;
    const ofRelease = new Set(['functionName', 'aliasName', 'blue', 'green', 'id', 'decidedBy']);
    fc.assert(
      fc.property(
        fc.constantFrom(...RELEASE_STATES.filter(isTerminal)),
        fc.constantFrom(...fields),
        hostileText,
        (state, field, text) => {
          const message = (planted: string) => {
            const of = (one: typeof field, otherwise: string) => (field === one ? planted : otherwise);
            return outcomeMessage(
              releaseIn({
                state,
                decidedBy: 'chat',
                ...(ofRelease.has(field) ? { [field]: planted } : {}),
                reasons: [{ code: 'x', message: of('reason', 'why') }],
                notes: [{ code: 'x', message: of('note', 'beside') }],
              }),
              {
                firstError: of('answer', 'it broke'),
                facts: {
                  count: 1,
                  authors: 1,
                  some: [{ sha: 'abc', subject: of('subject', 'what'), author: of('author', 'who') }],
                },
              },
            );
          };
          // What says nothing at all is left out.
          const planted = `x${text}`;
          const [hostile, harmless] = [plainText(message(planted)), plainText(message('harmless'))];
          const lines = hostile.split(LINE_ENDS);
          // A command that would have to be cut is left out.
          expect(lines.filter(isNoCommand)).toHaveLength(harmless.split('\n').filter(isNoCommand).length);
          for (const line of lines) expect(line).toMatch(beginnings);
          expect(lines.filter((line) => line.startsWith('Serving now: '))).toHaveLength(1);
          expect(hostile).not.toMatch(ACTING);
          expect(mailSubject(message(planted))).toMatch(/^[ -~]{1,100}$/);
        },
      ),
    );
  });
});
