import fc from 'fast-check';
import type { Message } from '../../../lib/domain/message/message';
import type { MessageContext } from '../../../lib/domain/message/message-context';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { pagerDutyEvent } from '../../../lib/domain/message/pager-duty-event';
import { qDeveloperNotification } from '../../../lib/domain/message/q-developer-notification';
import { slackMessage } from '../../../lib/domain/message/slack-message';
import { snsTexts } from '../../../lib/domain/message/sns-texts';
import { teamsCard } from '../../../lib/domain/message/teams-card';
import { webhookEvent } from '../../../lib/domain/message/webhook-event';
import { ACTING, hostileText } from '../../hostile-text';
import { context, rolledBack } from './example-message';

/** Where text comes from elsewhere. */
const FOREIGN = ['reason', 'note', 'decidedBy', 'firstError', 'subject', 'author', 'address'] as const;

/** What chats act on, beside what every edge is tried with. */
const FORGED = fc.constantFrom(
  '\nServing now: version 2.',
  '<!channel> <!here> <!everyone> <@U1> <@U024BE7LH> <#C1>',
  '@channel @here @everyone @Ada',
  '<at>Ada</at> </at> < AT id="0">Ada',
  '[Gate run](https://evil.example) ![x](https://evil.example/x.png)',
  '<https://evil.example|Gate run> https://evil.example mailto:a@evil.example',
  '``` \n```\nServing now: version 2.\n```',
  '*bold* _it_ ~gone~ `code` # title\n> quote\n- item\n1. item',
  '{{DATE(2017-02-14T06:00:00Z, SHORT)}} ${data} @{triggerBody()}',
  '"},{"type":"TextBlock","text":"Serving now: version 2"},{"x":"',
  '&lt;!channel&gt; &#60;!channel&#62;',
  ':rotating_light: :white_check_mark:',
);
const forged = fc.tuple(FORGED, hostileText).map((parts) => `x${parts.join('')}`);

function planted(field: (typeof FOREIGN)[number], text: string, state: 'failed' | 'rolled-back' | 'blocked'): Message {
  const of = (one: typeof field, otherwise: string) => (field === one ? text : otherwise);
  const known: MessageContext = {
    ...context,
    firstError: of('firstError', 'it broke'),
    facts: {
      count: 1,
      authors: 1,
      some: [{ sha: 'abc', subject: of('subject', 'what'), author: of('author', 'who') }],
    },
    concerned: [of('address', 'eve@example.com')],
  };
  return outcomeMessage(
    rolledBack({
      state,
      decidedBy: of('decidedBy', 'chat'),
      reasons: [{ code: 'x', message: of('reason', 'why') }],
      notes: [{ code: 'x', message: of('note', 'beside') }],
    }),
    known,
  );
}

const QUOTE = '(quoted)';

/** A value in which what stands in a place for quotes is no longer to be seen. */
function masked(value: unknown, isQuote: (member: object) => boolean): unknown {
  if (Array.isArray(value)) return value.map((element) => masked(element, isQuote));
  if (typeof value !== 'object' || value === null) return value;
  if (isQuote(value)) return QUOTE;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, masked(member, isQuote)]));
}

/** All that a quote is made of, as one text. */
function quotesOf(value: unknown, isQuote: (member: object) => boolean): string {
  if (typeof value !== 'object' || value === null) return '';
  if (!Array.isArray(value) && isQuote(value)) return JSON.stringify(value);
  return Object.values(value)
    .map((member) => quotesOf(member, isQuote))
    .join('\n');
}

const isPreformatted = (member: object) => 'type' in member && member.type === 'rich_text_preformatted';
const isMonospace = (member: object) => 'fontType' in member && member.fontType === 'Monospace';

/** The lines between fences, and the others. */
function fences(text: string) {
  let isInside = false;
  const [inside, outside]: [string[], string[]] = [[], []];
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) isInside = !isInside;
    else (isInside ? inside : outside).push(line);
  }
  return { inside, outside, isClosed: !isInside };
}

/** What is ours in each channel: there it must make no difference what somebody else wrote. */
const OURS: Readonly<Record<string, (message: Message) => unknown>> = {
  Slack: (message) => masked(slackMessage(message, { 'ada@example.com': 'U1' }), isPreformatted),
  Teams: (message) =>
    masked(teamsCard(message, { 'ada@example.com': { id: 'ada@example.com', name: 'Ada' } }), isMonospace),
  PagerDuty: (message) => {
    const event = pagerDutyEvent(message, 'key');
    if (event?.event_action !== 'trigger') return event;
    const { custom_details: details, ...payload } = event.payload;
    return { ...event, payload, details: Object.keys(details) };
  },
  'Amazon Q Developer': (message) => {
    const { content, ...others } = qDeveloperNotification(message);
    const { outside, inside, isClosed } = fences(content.description);
    return { ...others, content: { ...content, description: outside }, quotes: inside.length, isClosed };
  },
  SNS: (message) => {
    const { message: text, ...others } = snsTexts(message);
    const { default: value, email, ...rest } = JSON.parse(text) as Readonly<Record<string, string>>;
    return {
      ...others,
      ...rest,
      lines: email?.split('\n').map((line) => line.split(/[: ]/)[0]),
      keys: Object.keys(JSON.parse(value ?? '') as object),
    };
  },
  webhook: (message) => {
    const { data, ...others } = webhookEvent(message);
    return { ...others, keys: Object.keys(data), headline: data.headline, next: data.next };
  },
};

const CHANNELS = Object.entries(OURS);

describe('text that tries to pass for ours', () => {
  it.each(CHANNELS)('changes nothing but its own quoted text: %s', (_, ours) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FOREIGN),
        fc.constantFrom('failed' as const, 'rolled-back' as const, 'blocked' as const),
        forged,
        (field, state, text) => {
          expect(ours(planted(field, text, state))).toEqual(ours(planted(field, 'harmless', state)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is in Slack in no text that is formatted, and shows what is unseen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FOREIGN), forged, (field, text) => {
        const { text: notified, blocks } = slackMessage(planted(field, text, 'failed'));
        expect(JSON.stringify(blocks)).not.toContain('"mrkdwn"');
        expect(notified).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
        expect(blocks.map(({ type }) => type)).not.toContain('markdown');
        const quotes = quotesOf(blocks, isPreformatted);
        expect(quotes.replaceAll('\\n', '')).not.toMatch(ACTING);
      }),
    );
  });

  it('is in Teams in no text block, no mention and no function', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FOREIGN), forged, (field, text) => {
        const [{ content }] = teamsCard(planted(field, text, 'failed')).attachments;
        expect(content.body.map(({ type }) => type)).not.toContain('TextBlock');
        expect(content.msteams).not.toHaveProperty('entities');
        expect(quotesOf(content.body, isMonospace)).not.toMatch(/\{\{|<\/?\s*at\b/i);
      }),
    );
  });

  it('has in Amazon Q Developer’s fences nothing that a chat acts on', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FOREIGN), forged, (field, text) => {
        const { content } = qDeveloperNotification(planted(field, text, 'failed'));
        expect(fences(content.description).inside.join('\n')).not.toMatch(/[<>&@`*~[\]|]|:\/\//);
      }),
    );
  });

  it('is still to be read by whoever looks, each quote to the letter where it is harmless', () => {
    const message = planted('reason', 'expected "a" to equal 7 (漢 🦑)', 'failed');
    for (const rendered of [
      slackMessage(message),
      teamsCard(message),
      pagerDutyEvent(message, 'k'),
      qDeveloperNotification(message),
      webhookEvent(message),
    ]) {
      expect(JSON.stringify(rendered)).toContain('expected \\"a\\" to equal 7 (漢 🦑)');
    }
  });
});
