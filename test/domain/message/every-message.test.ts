import * as v from 'valibot';
import { messageSchema, readMessage } from '../../../lib/domain/message/message-schema';
import { MESSAGE_KINDS } from '../../../lib/domain/message/message';
import { pagerDutyEvent } from '../../../lib/domain/message/pager-duty-event';
import { plainText } from '../../../lib/domain/message/plain-text';
import { stuckMessage } from '../../../lib/domain/message/stuck-message';
import { URGENCIES } from '../../../lib/domain/message/urgency';
import { warnedMessage } from '../../../lib/domain/message/warned-message';
import { checkFailedMessage } from '../../../lib/domain/message/check-failed-message';
import { startedMessage } from '../../../lib/domain/message/started-message';
import { releaseIn } from '../release/example-release';
import { openRelease } from '../../../lib/domain/release/release';
import { newFirstRelease } from '../release/example-release';
import urgencies from '../../cases/message/urgencies.json';
import { everyMessage, MINUTE, OPENED, rolledBack, why } from './example-message';

const messages = everyMessage();
const at = OPENED + 20 * MINUTE;
const first = openRelease({ ...newFirstRelease, openedAt: OPENED });

describe('a message', () => {
  it.each(urgencies)('that is $name is $severity, and calls a person: $needsPerson', (row) => {
    const message = messages[row.name as keyof typeof messages];
    const { kind, severity, needsPerson } = message;
    expect({ kind, severity, needsPerson }).toEqual({
      ...{ kind: row.kind, severity: row.severity, needsPerson: row.needsPerson },
    });
    expect(pagerDutyEvent(message, 'key')?.event_action ?? 'nothing').toBe(row.pagerDuty);
  });

  it('has every case of urgency in the table, and every kind', () => {
    expect(urgencies.map(({ name }) => name)).toEqual(Object.keys(URGENCIES));
    expect(new Set(urgencies.map(({ kind }) => kind))).toEqual(new Set(MESSAGE_KINDS));
  });

  it.each(Object.entries(messages))('is read again as it was written: %s', (_, message) => {
    expect(readMessage(JSON.stringify(message))).toEqual(message);
    expect(message).toMatchObject({
      schema: 1,
      service: 'chat',
      alias: 'chat:live',
      releaseId: 'd-1',
      head: 'f'.repeat(64),
    });
  });

  it.each([
    '',
    'hello',
    '{}',
    '[]',
    JSON.stringify({ ...messages.failed, schema: 2 }),
    JSON.stringify({ ...messages.failed, at: 1e300 }),
  ])('is not read from %j', (text) => {
    expect(readMessage(text)).toBeUndefined();
  });

  it('has an id that no other message of the release has, and in it no full stop', () => {
    const ids = Object.values(messages).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('d-1-'))).toHaveLength(ids.length);
    expect(new Set(ids)).toEqual(
      new Set([
        ...['d-1-started', 'd-1-warned-latency', 'd-1-blocked', 'd-1-rolled-back', 'd-1-released', 'd-1-failed'],
        ...['d-1-check-failed-day-after', 'd-1-stuck-1'],
        ...[`d-1-owed-${at + 60 * MINUTE}`, `d-1-overdue-${at + 60 * MINUTE}`],
      ]),
    );
    expect(warnedMessage(rolledBack(), { by: 'p99.latency', reasons: [why], at }).id).toBe('d-1-warned-p99-latency');
  });

  it('has a schema that knows nothing else', () => {
    expect(v.parse(messageSchema, { ...messages.failed, secret: 'x' })).not.toHaveProperty('secret');
  });
});

describe('the message of a release that has started', () => {
  it('is one line, and says nothing of why', () => {
    expect(plainText(startedMessage(releaseIn({ state: 'shifting' }), at))).toBe(
      'Started: chat:live, version 7 to 8.\nServing now: version 7, and more and more version 8.\nDeployment: d-1',
    );
    expect(startedMessage(first, at).serving).toBe('nothing yet by the alias live, which is being created');
  });
});

describe('the message of a warning', () => {
  const warned = (state: 'shifting' | 'verifying' | 'released') =>
    warnedMessage(rolledBack({ state }), { by: 'latency', reasons: [why], at });

  it('says by which gate, why, and that traffic goes on', () => {
    expect(plainText(warned('shifting'))).toBe(
      [
        'Warned, and going on: chat:live, version 7 to 8.',
        'Warned by: latency.',
        '- 6.1 % of 1 204 calls failed on version 8.',
        'Past a lower limit at 09:30 UTC. Nothing was stopped.',
        'Serving now: versions 7 and 8; traffic goes on moving.',
        'Look whether version 8 may go on. Past the limit itself it is stopped without you.',
        'Look with: sluice show d-1',
        `Record: ${'f'.repeat(64)}`,
        'Deployment: d-1',
      ].join('\n'),
    );
  });

  it('says that green serves alone once all traffic has moved', () => {
    expect([warned('verifying').serving, warned('released').serving]).toEqual(['version 8', 'version 8']);
    const moved = warnedMessage(rolledBack({ state: 'shifting' }), {
      by: 'latency',
      reasons: [why],
      at,
      isMoved: true,
    });
    expect(moved.serving).toBe('version 8');
  });
});

describe('the message of a failed check', () => {
  const check = { name: 'day-after', reasons: [why], at };

  it('that did not act says which version to look at, and which one was before it', () => {
    const message = checkFailedMessage(rolledBack({ state: 'released' }), { ...check, acted: false });
    expect(message).toMatchObject({
      headline: 'Check failed, and nothing rolled back: chat:live, version 7 to 8',
      summary: ['Failed at 09:30 UTC, 10 minutes after the release.'],
      serving: 'version 8',
      next: ['Look at once whether version 8 may go on serving; version 7 is what served before it.'],
      commands: [
        'aws lambda get-alias --function-name chat --name live',
        'aws deploy get-deployment --deployment-id d-1',
        'sluice show d-1',
      ],
    });
    expect(checkFailedMessage(first, { ...check, acted: false }).next).toEqual([
      'Look at once whether version 8 may go on serving.',
    ]);
  });

  it('names the check', () => {
    const message = checkFailedMessage(rolledBack({ state: 'released' }), { ...check, acted: false });
    expect(plainText(message)).toContain('\nFailed check: day-after.\n- 6.1 % of 1 204 calls failed on version 8.\n');
  });

  it('that acted says what was put back', () => {
    expect(checkFailedMessage(rolledBack({ state: 'released' }), { ...check, acted: true })).toMatchObject({
      headline: 'Check failed, and rolled back: chat:live, version 7 to 8',
      serving: 'version 7, put back by the check',
      commands: ['sluice show d-1'],
    });
  });
});

describe('the message of a release that is stuck', () => {
  const since = OPENED + 5 * MINUTE;

  it('says since when nothing has happened, what it waits for, and how to look', () => {
    expect(stuckMessage(releaseIn({ state: 'rolling-back' }), { since, at: since + 3 * 60 * MINUTE })).toMatchObject({
      summary: [
        'Nothing has happened since 09:15 UTC, for 3 hours: longer than it can take.',
        'It is rolling-back and waits for the old version to be put back.',
      ],
      serving: 'unknown: the alias live may point to both versions',
      commands: [
        'sluice show d-1',
        'aws lambda get-alias --function-name chat --name live',
        'aws deploy get-deployment --deployment-id d-1',
      ],
    });
  });

  it('says that blue serves where no traffic has moved', () => {
    expect(stuckMessage(releaseIn({ state: 'gating' }), { since, at }).serving).toBe('version 7, as before');
    expect(stuckMessage(first, { since, at })).toMatchObject({
      serving: 'unknown: the alias live may be there, with version 8, or not',
      commands: ['sluice show d-1', 'aws lambda get-alias --function-name chat --name live'],
    });
  });

  it('has another id where something happened and it is stuck again', () => {
    const ids = [3, 4].map((revision) => stuckMessage(releaseIn({ revision }), { since, at }).id);
    expect(ids).toEqual(['d-1-stuck-3', 'd-1-stuck-4']);
  });

  it('is not there for one that has ended', () => {
    expect(() => stuckMessage(rolledBack(), { since, at })).toThrow(
      'Release d-1 is not stuck: it has ended and is rolled-back.',
    );
  });
});
