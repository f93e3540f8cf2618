import { codeDeployAssumptions } from '../../../lib/rehearsal/codedeploy/codedeploy-assumptions';
import { CODEDEPLOY_DEFAULTS, type CodeDeployOptions } from '../../../lib/rehearsal/codedeploy/codedeploy-options';
import { Play } from './play';

const error = { code: 'OTHER', message: 'Other.' };

describe('the assumptions about CodeDeploy', () => {
  it.each<Partial<CodeDeployOptions>>([
    { alarmPollMs: 20_000 },
    { mostAlarms: 50 },
    { startDelayMs: 1 },
    { rollbackDelayMs: 7_000 },
    { rollbackDurationMs: 7_000 },
    { rollbackConfiguration: 'of-group' },
    { linearTrailingWait: true },
    { linearRemainder: 'with-last-step' },
    { alarmsDuringAfterAllowTraffic: false },
    { insufficientDataStops: true },
    { hookErrorFails: true },
    { eventsWithoutHookListed: false },
    { hookTimeoutError: error },
    { hookTimeoutError: { ...CODEDEPLOY_DEFAULTS.hookTimeoutError, code: 'OTHER' } },
    { manualStopError: error },
  ])('say so where the options are %j', (change) => {
    const changed = codeDeployAssumptions({ ...CODEDEPLOY_DEFAULTS, ...change });
    const differing = changed.filter((sentence) => !codeDeployAssumptions(CODEDEPLOY_DEFAULTS).includes(sentence));
    expect(differing).toHaveLength(1);
  });

  it.each([9_999, 30_001])('refuse a poll of the alarms every %i ms', (alarmPollMs) => {
    expect(() => new Play({ options: { alarmPollMs } })).toThrow(
      `alarmPollMs of CodeDeploy must be between 10000 and 30000, got: ${alarmPollMs}.`,
    );
  });
});
