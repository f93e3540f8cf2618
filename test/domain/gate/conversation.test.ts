import type { Answer } from '../../../lib/domain/gate/call';
import { holdTurns } from '../../../lib/domain/gate/conversation';
import type { Suite } from '../../../lib/domain/suite/suite';
import { scriptedGreen } from './scripted-green';

const suite: Suite = {
  ...{ effects: 'none', carry: {}, timeoutSeconds: 5, conversations: [] },
  request: { method: 'POST', path: '/chat' },
};

describe('a conversation', () => {
  it.each<[Answer, string]>([
    [{ kind: 'function-error', message: 'Boom', latencyMs: 10 }, 'the function failed: Boom'],
    [{ kind: 'timeout', latencyMs: 5000 }, 'no answer within 5000 ms'],
    [{ kind: 'unreachable', message: 'throttled', latencyMs: 10 }, 'the function was not reached: throttled'],
  ])(
    'says what was asked where no answer came, by what the suite has for all of its turns: %j',
    async (answer, why) => {
      const ports = scriptedGreen(answer);
      const talk = { gate: 'chat', suite, fixtures: {}, endsAt: ports.now() + 60_000 };
      const turns = [{ request: { headers: { authorization: 'Bearer s3cret' } }, expect: {} }];
      expect(await holdTurns('says-hello', turns, talk, ports)).toEqual({
        reasons: [{ code: answer.kind, message: `says-hello, turn 1: ${why}.`, asked: 'POST /chat' }],
        ...{ latencies: [answer.latencyMs], cutOff: false, kept: {} },
      });
    },
  );
});
