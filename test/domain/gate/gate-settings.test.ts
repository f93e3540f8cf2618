import { settingsProblems, type GateSettings } from '../../../lib/domain/gate/gate-settings';

describe('the settings of a gate', () => {
  it.each<[string, object, readonly string[]]>([
    ['nothing said', {}, []],
    ['all said', { mode: 'shadow', onInconclusive: 'proceed', retry: { attempts: 60, everySeconds: 1800 } }, []],
    ['another mode', { mode: 'off' }, ['`mode` must be ("enforce" | "shadow"), got: "off"']],
    [
      'something else to do',
      { onInconclusive: 'pass' },
      ['`onInconclusive` must be ("block" | "proceed"), got: "pass"'],
    ],
    [
      'no time and an attempt and a half',
      { retry: { attempts: 1.5, everySeconds: 0 } },
      [
        '`retryInconclusive.attempts` must be a whole number, got: 1.5',
        '`retryInconclusive.every` must be >=1, got: 0',
      ],
    ],
    [
      'more than there is time for',
      { retry: { attempts: 61, everySeconds: 1801 } },
      ['`retryInconclusive.attempts` must be <=60, got: 61', '`retryInconclusive.every` must be <=1800, got: 1801'],
    ],
    [
      'half a second',
      { retry: { attempts: 1, everySeconds: 1.5 } },
      ['`retryInconclusive.every` must be a whole number, got: 1.5'],
    ],
  ])('have their problems said by the names that a squad writes them by: %s', (_, settings, problems) => {
    expect(settingsProblems(settings as GateSettings)).toEqual(problems);
  });
});
