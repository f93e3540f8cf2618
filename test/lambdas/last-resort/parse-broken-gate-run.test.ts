import { parseBrokenGateRun } from '../../../lambdas/last-resort/parse-broken-gate-run';
import { caught, ended, GATE_RUN, hookFailed } from './example-events';

const hook = { deploymentId: 'd-1', hookExecutionId: 'secret' };

describe('what broke', () => {
  it('is told by the gate run itself', () => {
    expect(parseBrokenGateRun(caught())).toEqual({
      ...hook,
      phase: 'before-traffic',
      code: 'gate-run-failed',
      error: 'States.Timeout',
      cause: '',
      gateRun: GATE_RUN,
    });
  });

  it.each([
    ['FAILED', 'gate-run-failed'],
    ['TIMED_OUT', 'gate-run-timed-out'],
    ['ABORTED', 'gate-run-aborted'],
  ])('is told by the end of its execution: %s', (status, code) => {
    expect(parseBrokenGateRun(ended({ status }))).toEqual({
      ...hook,
      phase: 'after-traffic',
      code,
      error: 'States.Runtime',
      cause: 'An error occurred',
      gateRun: GATE_RUN,
    });
  });

  it.each([[null], [undefined]])('is told without a reason where EventBridge has none: %s', (nothing) => {
    const { error, cause } = parseBrokenGateRun(ended({ status: 'ABORTED', error: nothing, cause: nothing }));
    expect([error, cause]).toEqual([undefined, undefined]);
  });

  it.each([
    [
      'RetriesExhausted',
      'hook-failed',
      { errorType: 'AccessDenied', errorMessage: 'no', trace: [] },
      'AccessDenied',
      'no',
    ],
    ['RetriesExhausted', 'hook-failed', { errorMessage: 'Task timed out' }, undefined, 'Task timed out'],
    ['EventAgeExceeded', 'hook-expired', null, undefined, undefined],
    ['EventAgeExceeded', 'hook-expired', undefined, undefined, undefined],
  ])('is told by what became of its hook: %s, %s', (condition, code, responsePayload, error, cause) => {
    expect(parseBrokenGateRun(hookFailed({ condition, responsePayload }))).toEqual({
      ...hook,
      phase: 'after-traffic',
      code,
      error,
      cause,
    });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'd-1'],
    ['a list', []],
    ['a request without the execution id', { ...caught(), hookExecutionId: '' }],
    ['a request with more than it has', { ...caught(), status: 'Succeeded' }],
    ['a request with an error that is no text', { ...caught(), error: { name: 'E' } }],
    ['an execution that runs', ended({ status: 'RUNNING' })],
    ['an execution that succeeded', ended({ status: 'SUCCEEDED' })],
    ['an execution of something else', ended({ input: '{"orderId":1}' })],
    ['an execution without input', ended({ input: null })],
    ['an execution whose input is no JSON', ended({ input: 'secret' })],
    ['an event of somebody else', { ...ended(), source: 'aws.codedeploy' }],
    ['a hook with a condition that nobody knows', hookFailed({ condition: 'Success' })],
    [
      'another function than a hook',
      hookFailed({ functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:chat' }),
    ],
    ['a hook that was called by somebody else', hookFailed({ requestPayload: { orderId: 1 } })],
  ])('is not told by %s', (_, event) => {
    expect(() => parseBrokenGateRun(event)).toThrow('cannot be understood');
  });

  it('keeps the secret out of what it says of an event that it does not understand', () => {
    for (const event of [{ ...caught(), more: 1 }, ended({ status: 'RUNNING' }), hookFailed({ condition: 'x' })]) {
      expect(() => parseBrokenGateRun(event)).toThrow(expect.not.stringContaining('secret') as Error);
    }
  });
});
