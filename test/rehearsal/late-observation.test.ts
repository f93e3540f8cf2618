import { withAfterwards, withLate, withoutLate } from '../../lib/rehearsal/late-observation';
import type { DeniedCall } from '../../lib/rehearsal/observation';
import { Recorder } from '../../lib/rehearsal/recorder';
import type { ReleaseObservation } from '../../lib/rehearsal/release-observation';

const release = (step: string, id: string): ReleaseObservation => ({
  step,
  startedAt: 0,
  endedAt: 1,
  stackName: 'Chat',
  functionName: 'chat',
  aliasName: 'live',
  outcome: 'released',
  deployment: {
    ...{ id, blue: '7', green: '8', configuration: 'c', status: 'Succeeded', startedAt: 1, endedAt: 2 },
    ...{ application: 'App', stoppedBy: [] },
  },
  timeline: [],
  traffic: [],
  serving: [{ version: '8', share: 1 }],
  requests: { blue: { total: 0, errors: 0 }, green: { total: 0, errors: 0 } },
  moments: {},
  messages: [],
  outsideCalls: [],
  deniedCalls: [],
  faults: [],
});
const first = release('first', 'd-1');
const second = release('second', 'd-2');

const call: Omit<DeniedCall, 'at' | 'times'> = {
  principal: 'arn:role',
  action: 'sns:Publish',
  resource: 'arn:topic',
  message: 'No.',
  missing: { on: 'arn:role', statement: {} },
};

function seen() {
  const recorder = new Recorder(() => 9);
  for (const text of ['about d-1', 'about d-2', 'about neither']) {
    recorder.message({ topicArn: 'arn', text });
    recorder.outsideCall({ method: 'POST', url: 'https://x.example', body: text });
  }
  recorder.denied(call);
  return recorder.take();
}

const said = ({ messages, outsideCalls }: Pick<ReleaseObservation, 'messages' | 'outsideCalls'>) => {
  expect(outsideCalls.map(({ body }) => body)).toEqual(messages.map(({ text }) => text));
  return messages.map(({ text }) => text);
};

describe('what is seen of a release after its step', () => {
  it('is that of the release whose deployment it names', () => {
    expect(withLate([first, second], seen()).map(said)).toEqual([['about d-1'], ['about d-2']]);
  });

  it('is not that of the release that is under way then', () => {
    expect(said(withoutLate(seen(), [first]))).toEqual(['about d-2', 'about neither']);
  });

  it('belongs to the step before, where it is about no release', () => {
    const faults = [{ fault: { on: 'rule' as const, id: 'Rule', kind: 'lost' as const }, times: 2 }];
    const [after] = withAfterwards([second], withoutLate(seen(), [first, second]), faults);
    expect(after && said(after)).toEqual(['about neither']);
    expect(after?.deniedCalls).toEqual([{ ...call, at: 9, times: 1 }]);
    expect(after?.faults).toBe(faults);
    expect(after?.timeline.map(({ actor }) => actor)).toContain('SNS');
  });

  it('counts a refusal that was there before, and keeps when it was first', () => {
    const before = { ...second, deniedCalls: [{ ...call, at: 1, times: 3 }] };
    expect(withAfterwards([before], seen(), [])[0]?.deniedCalls).toEqual([{ ...call, at: 1, times: 4 }]);
  });

  it('goes nowhere, where a step had no deployment', () => {
    const { deployment, ...none } = first;
    expect(deployment).toBeDefined();
    expect(withLate([none], seen()).map(said)).toEqual([[]]);
  });
});
