import { pagerDutyEvent } from '../../../lib/domain/message/pager-duty-event';
import type { Message } from '../../../lib/domain/message/message';
import { qDeveloperNotification } from '../../../lib/domain/message/q-developer-notification';
import { slackMessage } from '../../../lib/domain/message/slack-message';
import { snsTexts } from '../../../lib/domain/message/sns-texts';
import { teamsCard } from '../../../lib/domain/message/teams-card';
import { webhookEvent } from '../../../lib/domain/message/webhook-event';
import limits from '../../cases/message/limits.json';
import { everyMessage } from './example-message';
import { extremeMessages } from './extreme-messages';

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const blocksOf = (message: Message) => slackMessage(message, ACCOUNTS).blocks;
const ACCOUNTS = Object.fromEntries(
  Array.from({ length: 50 }, (_, person) => [`${person}@example.com`, `U${person}A`]),
);
const PEOPLE = Object.fromEntries(
  Array.from({ length: 50 }, (_, person) => [
    `${person}@example.com`,
    { id: `${person}@example.com`, name: 'N'.repeat(64) },
  ]),
);

/** All texts in a value, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'text' && typeof member === 'string' ? [member] : textsIn(member),
  );
}

/** What each limit is of, as numbers of which none may be more. */
const MEASURES: Readonly<Record<string, (message: Message) => readonly number[]>> = {
  'blocks of a Slack message': (message) => [blocksOf(message).length],
  'characters of a Slack header': (message) =>
    blocksOf(message).flatMap((block) => (block.type === 'header' ? [block.text.text.length] : [])),
  'characters of a text in a Slack block': (message) => textsIn(blocksOf(message)).map(({ length }) => length),
  'elements of a Slack context': (message) =>
    blocksOf(message).flatMap((block) => (block.type === 'context' ? [block.elements.length] : [])),
  'characters of a Slack text': (message) => [slackMessage(message).text.length],
  'bytes of a Teams message': (message) => [bytes(teamsCard(message, PEOPLE))],
  'characters of a PagerDuty summary': (message) => {
    const event = pagerDutyEvent(message, 'k'.repeat(32));
    return event?.event_action === 'trigger' ? [event.payload.summary.length] : [];
  },
  'characters of a PagerDuty dedup_key': (message) => {
    const event = pagerDutyEvent(message, 'k'.repeat(32));
    return event ? [event.dedup_key.length] : [];
  },
  'bytes of a PagerDuty event': (message) => [bytes(pagerDutyEvent(message, 'k'.repeat(32)) ?? {})],
  'bytes of an SNS message with its attributes': (message) => {
    const { message: text, attributes } = snsTexts(message);
    return [Buffer.byteLength(text) + bytes(attributes)];
  },
  'characters of an SNS subject': (message) => [snsTexts(message).subject.length],
  'attributes of an SNS message that is delivered raw to SQS': (message) => [
    Object.keys(snsTexts(message).attributes).length,
  ],
  'characters of an SNS message by phone': (message) => [
    (JSON.parse(snsTexts(message).message) as { readonly sms: string }).sms.length,
  ],
  'characters of an Amazon Q Developer description': (message) => [
    qDeveloperNotification(message).content.description.length,
  ],
  'bytes of a webhook': (message) => [bytes(webhookEvent(message))],
};

const EXTREMES = ['🦑', '&', '\u0000', '"', '\n', '\uD800'].flatMap(extremeMessages);

describe('what channels take', () => {
  it('is measured, each limit that the table has', () => {
    expect(Object.keys(MEASURES)).toEqual(limits.map(({ of }) => of));
    for (const { source } of limits) expect(source).toMatch(/: https:\/\/\S+$/);
  });

  it.each(limits)('is at most $most $of', ({ of, most }) => {
    const measured = EXTREMES.flatMap((message) => MEASURES[of]?.(message) ?? []);
    expect(measured.length).toBeGreaterThan(0);
    expect(Math.max(...measured)).toBeLessThanOrEqual(most);
    // Nor is there anything that is empty, which a channel would refuse.
    expect(Math.min(...measured)).toBeGreaterThan(0);
  });

  it('leaves nothing out of a message of usual length', () => {
    for (const message of Object.values(everyMessage())) {
      expect(JSON.stringify(webhookEvent(message).data)).toBe(JSON.stringify(message));
    }
  });

  it('has what is least important left out, which is said', () => {
    for (const message of EXTREMES.filter(
      ({ kind, reasons }) => kind === 'failed' && reasons.some((reason) => reason.trim() !== ''),
    )) {
      const card = JSON.stringify(teamsCard(message));
      expect(card).toMatch(/"and [\d ]+ more"/);
      expect(card).toContain('Serving now: ');
      const { data } = webhookEvent(message);
      expect((data.moreNotes ?? 0) + (data.moreReasons ?? 0)).toBeGreaterThan(0);
      expect(data.reasons.length).toBeGreaterThan(0);
      const blocks = JSON.stringify(slackMessage(message).blocks);
      expect(blocks).toMatch(/and [\d ]+ more"/);
    }
  });
});
