import { ignoredAlarms, type AlarmWatch } from '../../../lib/domain/release/alarm-watch';
import { watching } from './example-alarm-watch';

const expected = ['chat-errors', 'chat-latency'];

describe('the alarms of a release', () => {
  it.each<[string, Partial<AlarmWatch>, string | undefined]>([
    ['are watched', {}, undefined],
    ['are watched beside others', { names: [...expected, 'checkout'] }, undefined],
    ['are switched off', { isOn: false }, 'The deployment group has its alarms switched off.'],
    [
      'are switched off with their names',
      { isOn: false, names: [] },
      'The deployment group has its alarms switched off.',
    ],
    ['lack one', { names: ['chat-errors'] }, 'The deployment group does not watch `chat-latency`.'],
    ['lack all', { names: [] }, 'The deployment group does not watch `chat-errors` and `chat-latency`.'],
    [
      'are passed over where they cannot be read',
      { passesOverUnreadable: true },
      'The deployment group passes over alarms that cannot be read.',
    ],
    [
      'are ignored by the deployment alone',
      { isOn: false, names: [], isOverridden: true },
      'The deployment overrides its group, and has its alarms switched off.',
    ],
  ])('%s', (_, said, sentence) => {
    expect(ignoredAlarms(watching(said), expected)).toBe(sentence);
  });

  it('are not ignored where there are none', () => {
    expect(ignoredAlarms(watching({ isOn: false, names: [] }), [])).toBeUndefined();
  });

  it('are ignored where its group has some that the manifest has not', () => {
    expect(ignoredAlarms(watching({ isOn: false, names: ['checkout'] }), [])).toMatch(/switched off/);
  });
});
