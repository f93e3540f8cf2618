import type { Message } from '../../lib/domain/message/message';
import { outcomeMessage } from '../../lib/domain/message/outcome-message';
import { pagerDutyEvent } from '../../lib/domain/message/pager-duty-event';
import { plainText } from '../../lib/domain/message/plain-text';
import { qDeveloperNotification } from '../../lib/domain/message/q-developer-notification';
import { slackMessage, type SlackBlock } from '../../lib/domain/message/slack-message';
import { snsTexts } from '../../lib/domain/message/sns-texts';
import { warnedMessage } from '../../lib/domain/message/warned-message';
import { teamsCard, type AdaptiveCard } from '../../lib/domain/message/teams-card';
import { webhookEvent } from '../../lib/domain/message/webhook-event';
import { openRelease, type Release } from '../../lib/domain/release/release';

const OPENED = Date.UTC(2026, 0, 5, 9, 10);
const minutes = (count: number) => OPENED + count * 60_000;

const release: Release = {
  ...openRelease({
    ...{ id: 'd-5IIWSCFG4', functionName: 'checkout', aliasName: 'live', blue: '41', green: '42' },
    ...{ deploymentGroup: 'checkout-live', openedAt: OPENED },
  }),
  head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

const refused: Release = {
  ...release,
  gateRun: 'arn:aws:states:eu-west-1:111122223333:execution:GateRun:d-5IIWSCFG4-before-traffic',
  ...{ state: 'rolled-back', decidedBy: 'error-rate', decidedAt: minutes(8), endedAt: minutes(10) },
  reasons: [
    {
      code: 'regression',
      message:
        '6.1 % of 1 204 calls failed on version 42 against 0.52 % of 10 903 on version 41, since 09:12 UTC; 1 point more is allowed. The evidence is 48 210 to 1, and 100 to 1 is enough.',
    },
  ],
};

const known = {
  hit: { failed: 73, requests: 1204, atLeast: true },
  firstError: 'TypeError: Cannot read properties of undefined (reading price)',
  facts: {
    count: 2,
    authors: 1,
    some: [
      { sha: '4f2c9e1ab7d0', subject: 'feat: price by basket', author: 'Ada' },
      { sha: '1b7d0c55ad01', subject: 'chore: update the price list', author: 'Ada' },
    ],
  },
};

export const red = outcomeMessage(refused, known);
export const green = outcomeMessage({ ...release, state: 'released', decidedBy: 'gates', endedAt: minutes(25) }, known);
export const split = outcomeMessage({ ...refused, state: 'failed', endedAt: minutes(23) }, known);

const warned = warnedMessage(
  { ...release, state: 'shifting' },
  {
    by: 'error-rate',
    reasons: [
      {
        code: 'warned',
        message:
          'Warned at 09:16 UTC: 1.8 % of 1 204 calls failed on version 42 against 0.52 % of 10 903 on version 41, since 09:12 UTC; 0.5 points more is the lower limit. The evidence is 41 to 1, and 35 to 1 is enough.',
      },
    ],
    at: minutes(6),
  },
);

/** A message in Slack as text: quotes are behind a bar, links and their pages side by side. */
function drawnBlock(block: SlackBlock): readonly string[] {
  switch (block.type) {
    case 'header':
      return [block.text.text];
    case 'section':
      return block.text.text.split('\n');
    case 'context':
      return block.elements.map(({ text }) => text);
    case 'rich_text':
      return block.elements.flatMap(({ type, elements }) => {
        const text = elements.map((element) => ('text' in element ? element.text : '')).join('');
        const pages = elements.flatMap((element) => (element.type === 'link' ? [` → ${element.url}`] : []));
        return (text + pages.join(''))
          .split('\n')
          .map((line) => (type === 'rich_text_preformatted' ? `│ ${line}` : line));
      });
  }
}

function drawnCard({ body, actions = [] }: AdaptiveCard): readonly string[] {
  return [
    ...body.map((element) => {
      if (element.type === 'TextBlock') return element.text;
      const [run] = element.inlines;
      return run?.fontType === 'Monospace' ? `│ ${run.text}` : (run?.text ?? '');
    }),
    ...actions.map(({ title, url }) => `[ ${title} ] → ${url}`),
  ];
}

/** A notification as a chat shows it: what is between fences is behind a bar. */
function notification(message: Message): string {
  const { title, description, nextSteps = [] } = qDeveloperNotification(message).content;
  let isInside = false;
  const lines = description.split('\n').flatMap((line) => {
    if (!line.startsWith('```')) return [isInside ? `│ ${line}` : line];
    isInside = !isInside;
    return [];
  });
  return [title, ...lines, ...nextSteps.map((step) => `- ${step}`)].join('\n');
}

const json = (value: unknown) => JSON.stringify(value, null, 2);
const slack = (message: Message) => slackMessage(message).blocks.flatMap(drawnBlock).join('\n');
const teams = (message: Message) => drawnCard(teamsCard(message).attachments[0].content).join('\n');

/** What the guide shows, by what it is. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  'a red mail': plainText(red),
  'a green mail': plainText(green),
  'a mail that warns': plainText(warned),
  'the attributes of a topic': json(snsTexts(red).attributes),
  'a red message in Slack': slack(red),
  'a green message in Slack': slack(green),
  'a red card in Teams': teams(red),
  'a green card in Teams': teams(green),
  'a call by PagerDuty': json(pagerDutyEvent(split, '(the integration key)')),
  'the end of a call by PagerDuty': json(pagerDutyEvent(green, '(the integration key)')),
  'a red notification for Amazon Q Developer': notification(red),
  'a green notification for Amazon Q Developer': notification(green),
  'a red webhook': json(webhookEvent(red)),
  'a green webhook': json(webhookEvent(green)),
};
