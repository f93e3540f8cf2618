import type { KnownBlock } from '@slack/types';
import { AdaptiveCard, SerializationContext } from 'adaptivecards/dist/adaptivecards';
import { pagerDutyEvent } from '../../../lib/domain/message/pager-duty-event';
import { qDeveloperNotification } from '../../../lib/domain/message/q-developer-notification';
import { slackMessage } from '../../../lib/domain/message/slack-message';
import { snsTexts } from '../../../lib/domain/message/sns-texts';
import { teamsCard } from '../../../lib/domain/message/teams-card';
import { webhookEvent } from '../../../lib/domain/message/webhook-event';
import { everyMessage, red, rolledBack } from './example-message';
import { extremeMessages } from './extreme-messages';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';

const messages = Object.entries(everyMessage());

/** Slack's own types have lists that can be changed. */
type Writable<T> = T extends readonly (infer E)[]
  ? Writable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;

function writable<T>(value: T): Writable<T> {
  return structuredClone(value) as Writable<T>;
}

const typesOf = (blocks: readonly { readonly type: string }[]) => blocks.map(({ type }) => type);

describe('a message in Slack', () => {
  it('is made of blocks that Slack’s own types know', () => {
    const blocks: KnownBlock[] = writable(slackMessage(red()).blocks);
    expect(typesOf(blocks)).toEqual([
      ...['header', 'section', 'rich_text', 'rich_text', 'rich_text', 'rich_text', 'rich_text', 'section'],
      ...['rich_text', 'rich_text', 'context'],
    ]);
  });

  it('is one quiet line where all is well, and says whether there are notes', () => {
    const released = outcomeMessage(rolledBack({ state: 'released', notes: [] }));
    const line = 'Released: chat:live, version 7 to 8. Serving now: version 8. Deployment: d-1.';
    expect(slackMessage(released, { 'ada@example.com': 'U1' })).toEqual({
      text: line,
      blocks: [{ type: 'context', elements: [{ type: 'plain_text', text: line, emoji: false }] }],
    });
    expect(slackMessage(outcomeMessage(rolledBack({ state: 'released' }))).text).toBe(`${line} Notes: 1.`);
  });

  it('mentions who the owner’s map has, and only by ids of users', () => {
    const mentions = (id: string) => {
      const users = slackMessage(red(), { 'ada@example.com': id, 'bob@example.com': 'U9' }).blocks[1];
      return JSON.stringify(users).match(/"user_id":"[^"]*"/g);
    };
    expect(mentions('U024BE7LH')).toEqual(['"user_id":"U024BE7LH"']);
    for (const id of ['!channel', 'C024BE7LR', 'S1', 'here', 'U1|x', '']) expect(mentions(id)).toBeNull();
  });

  it('has links as elements of their own', () => {
    expect(JSON.stringify(slackMessage(red()).blocks)).toContain(
      '{"type":"link","text":"Gate run","url":"https://eu-west-1.console.aws.amazon.com/states/home"}',
    );
  });
});

describe('a message in Teams', () => {
  const parsed = (card: object) => {
    const context = new SerializationContext();
    const adaptive = new AdaptiveCard();
    adaptive.parse(card, context);
    const found = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
    return {
      found,
      said: [...found, ...adaptive.validateProperties().validationEvents.map(({ message }) => message)],
      adaptive,
    };
  };

  it.each([...messages, ...extremeMessages('🦑').map((message, index) => [`extreme ${index}`, message] as const)])(
    'is a card that the reference implementation reads, whole: %s',
    (_, message) => {
      const { type, attachments } = teamsCard(message, { 'ada@example.com': { id: 'ada@example.com', name: 'Ada' } });
      expect([type, attachments.length, attachments[0].contentUrl]).toEqual(['message', 1, null]);
      const { content } = attachments[0];
      const { said, adaptive } = parsed(content);
      expect(said).toEqual([]);
      expect(adaptive.getItemCount()).toBe(content.body.length);
    },
  );

  it('would not be read whole with an element that is none', () => {
    const [{ content }] = teamsCard(red()).attachments;
    expect(parsed({ ...content, body: [...content.body, { type: 'Bogus' }] }).said).toHaveLength(1);
  });

  it('mentions who the owner’s map has, in the one text block that it has', () => {
    const ada = { id: 'ada@example.com', name: 'Ada <b>' };
    const [{ content }] = teamsCard(red(), { 'Ada@example.com': ada }).attachments;
    expect(content.body.filter(({ type }) => type === 'TextBlock')).toEqual([
      { type: 'TextBlock', text: '<at>Ada b</at>', wrap: true },
    ]);
    expect(content.msteams.entities).toEqual([{ type: 'mention', text: '<at>Ada b</at>', mentioned: ada }]);
  });

  it('is one quiet line where all is well', () => {
    const [{ content }] = teamsCard(everyMessage().released, {
      'ada@example.com': { id: 'a', name: 'Ada' },
    }).attachments;
    expect(content.body).toHaveLength(1);
    expect(content).not.toHaveProperty('actions');
    expect(content.msteams).toEqual({ width: 'Full' });
  });
});

describe('an event for PagerDuty', () => {
  it('calls somebody, with all that there is to know, where a person is needed', () => {
    const event = pagerDutyEvent(everyMessage()['alias-split'], 'key');
    expect(event).toMatchObject({
      ...{ routing_key: 'key', event_action: 'trigger', dedup_key: 'sluice-d-1' },
      links: [{ href: 'https://eu-west-1.console.aws.amazon.com/states/home', text: 'Gate run' }],
      payload: {
        summary: expect.stringMatching(
          /^Failed, and not rolled back: chat:live, version 7 to 8\. Failing since/,
        ) as string,
        ...{ source: 'chat:live', severity: 'critical', timestamp: '2026-01-05T09:20:00.000Z', class: 'failed' },
        custom_details: {
          'decided by': 'error-rate',
          reasons: ['6.1 % of 1 204 calls failed on version 8.'],
          'first error': 'TypeError: price of undefined',
          'head of the record': 'f'.repeat(64),
        },
      },
    });
  });

  it('ends the call of the same release once it is restored, by the same key', () => {
    const { 'stuck-in-traffic': stuck, 'rolled-back': restored } = everyMessage();
    const [called, ended] = [pagerDutyEvent(stuck, 'key'), pagerDutyEvent(restored, 'key')];
    expect([called?.event_action, ended?.event_action]).toEqual(['trigger', 'resolve']);
    expect(ended).toEqual({ routing_key: 'key', event_action: 'resolve', dedup_key: called?.dedup_key });
  });
});

describe('a message for a topic', () => {
  it('is text for a mail, one line for a phone and JSON for all else', () => {
    const { subject, message, attributes } = snsTexts(red());
    const { default: value, email, sms } = JSON.parse(message) as Readonly<Record<string, string>>;
    expect(subject).toBe('Rolled back: chat:live, version 7 to 8');
    expect(email).toMatch(/^Rolled back: chat:live, version 7 to 8\.\nDecided by: error-rate\.\n/);
    expect(sms).toBe(subject);
    expect(JSON.parse(value ?? '')).toEqual(JSON.parse(JSON.stringify(red())));
    expect(value).toContain('\n  "headline": "Rolled back');
    expect(attributes).toEqual({
      ...{ deduplicationId: 'd-1-rolled-back', releaseId: 'd-1', alias: 'chat:live', service: 'chat' },
      ...{ kind: 'rolled-back', severity: 'error', needsPerson: 'false' },
    });
  });
});

describe('a notification for Amazon Q Developer', () => {
  it.each(messages)('is by its schema, in one thread for a release: %s', (_, message) => {
    const notification = qDeveloperNotification(message);
    expect(notification).toMatchObject({
      ...{ version: '1.0', source: 'custom', id: message.id },
      content: { textType: 'client-markdown', title: message.headline },
      metadata: { threadId: 'd-1', eventType: message.kind, relatedResources: ['chat:live'] },
    });
    expect(Object.values(notification.metadata.additionalContext).every((text) => typeof text === 'string')).toBe(true);
  });

  it('says what to do, by which command and where', () => {
    expect(qDeveloperNotification(red()).content.nextSteps).toEqual([
      'Nothing to do in production. Fix the change and deploy again.',
      '`sluice show d-1`',
      'Gate run: https://eu-west-1.console.aws.amazon.com/states/home',
    ]);
    expect(qDeveloperNotification(everyMessage().released).content).not.toHaveProperty('nextSteps');
  });
});

describe('the body of a webhook', () => {
  it.each(messages)('has the type, the time and the message: %s', (_, message) => {
    expect(webhookEvent(message)).toEqual({
      type: `release.${message.kind.replaceAll('-', '_')}`,
      timestamp: new Date(message.at).toISOString(),
      data: message,
    });
    expect(webhookEvent(message).type).toMatch(/^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*$/);
  });
});
