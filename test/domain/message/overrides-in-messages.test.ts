import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { plainText } from '../../../lib/domain/message/plain-text';
import { startedMessage } from '../../../lib/domain/message/started-message';
import { releaseIn } from '../release/example-release';

const notes = [
  { code: 'freeze-overridden', message: 'policy-freeze: Let through by arn:rita: “Payments are down <!channel>”' },
  { code: 'type-answered-for', message: 'policy-type: arn:tom answers for it' },
  { code: 'freeze-overridden', message: 'own-freeze: Let through by arn:rita' },
];

describe('what somebody answers for', () => {
  const released = outcomeMessage(releaseIn({ state: 'released', notes }));

  it('is said first in the message of the outcome, once, in our words, and by whom among foreign text', () => {
    expect(released.summary.slice(0, 2)).toEqual([
      'A freeze was overridden for it.',
      'Its type is below what its commits ask for, and somebody answers for that.',
    ]);
    expect(released.notes).toEqual(notes.map(({ message }) => message));
  });

  it('is said as traffic begins to move, and in the one line of a green release', () => {
    expect(startedMessage(releaseIn({ state: 'shifting', notes }), 1).summary).toContain(
      'A freeze was overridden for it.',
    );
    expect(plainText(released)).toContain('A freeze was overridden for it.');
  });

  it('is left out where nobody has to', () => {
    expect(outcomeMessage(releaseIn({ state: 'released' })).summary).toEqual([]);
  });
});
