import type { Message } from '../../../lib/domain/message/message';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { startedMessage } from '../../../lib/domain/message/started-message';
import { stuckMessage } from '../../../lib/domain/message/stuck-message';
import { warnedMessage } from '../../../lib/domain/message/warned-message';
import type { Release } from '../../../lib/domain/release/release';
import { releaseIn } from '../release/example-release';

const breakGlass = { id: 'bg-1', by: 'arn:jane', because: 'A\nfix <!channel>', at: 0, until: 9000 };

const KINDS: readonly (readonly [string, (change: Partial<Release>) => Message])[] = [
  ['started', (change) => startedMessage(releaseIn({ state: 'shifting', ...change }), 2)],
  [
    'warned',
    (change) => warnedMessage(releaseIn({ state: 'shifting', ...change }), { by: 'latency', reasons: [], at: 2 }),
  ],
  ['stuck', (change) => stuckMessage(releaseIn({ state: 'shifting', ...change }), { since: 1, at: 2 })],
  ...(['released', 'blocked', 'rolled-back', 'failed'] as const).map(
    (state) => [state, (change: Partial<Release>) => outcomeMessage(releaseIn({ state, ...change }))] as const,
  ),
];

describe.each(KINDS)('the message %s', (_, messageOf) => {
  it('says first that the alarms are off, in our words, and who broke the glass and why among foreign text', () => {
    const { summary, notes } = messageOf({ breakGlass });
    expect(summary[0]).toBe('Its alarms are off: the glass was broken for it (bg-1), until 1970-01-01T00:00:09.000Z.');
    expect(notes[0]).toBe('arn:jane broke the glass (bg-1), until 1970-01-01T00:00:09.000Z: A fix <!channel>');
    expect(summary.join()).not.toContain('channel');
  });

  it('says nothing of it where no glass was broken', () => {
    expect(JSON.stringify(messageOf({}))).not.toMatch(/glass/);
  });
});
