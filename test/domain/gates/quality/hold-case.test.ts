import type { Answer, CallVersion } from '../../../../lib/domain/gate/call';
import { holdCase } from '../../../../lib/domain/gates/quality/hold-case';
import type { QualitySuite } from '../../../../lib/domain/gates/quality/quality-suite';
import { caseOf, qualityGate } from './quality-release';

const { suite } = qualityGate();
const bare = Object.fromEntries(Object.entries(suite).filter(([name]) => name !== 'event'));
const two = caseOf('two', { turns: [{ user: 'first' }, { user: 'second', timeoutSeconds: 3 }] });

/** Holds the conversation of two turns, and says what was sent with which time. */
async function held(own: Partial<QualitySuite>, answers: readonly Answer[], endsAt = 100_000, one = two) {
  const sent: { readonly event: unknown; readonly timeoutMs: number }[] = [];
  const call: CallVersion = (event, { timeoutMs }) => {
    sent.push({ event, timeoutMs });
    return Promise.resolve(answers[sent.length - 1]!);
  };
  const of = { suite: { ...bare, ...own } as QualitySuite, gate: 'quality', endsAt };
  return { held: await holdCase(one, of, { call, now: () => 0 }), sent };
}

const said = (reply: unknown): Answer => ({ kind: 'answered', payload: { reply }, latencyMs: 1 });

describe('a conversation with a version', () => {
  it('sends an event with the words in it, turn by turn, each with its time', async () => {
    const { held: result, sent } = await held({ event: { from: 'web' } }, [said('one'), said('two')]);
    expect(result).toEqual({ kind: 'held', answers: ['one', 'two'] });
    expect(sent.map(({ event }) => event)).toEqual([
      expect.objectContaining({ from: 'web', message: 'first' }),
      expect.objectContaining({ from: 'web', message: 'second' }),
    ]);
    expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([30_000, 3000]);
  });

  it('sends a request with the words in its body, and what the turn says otherwise', async () => {
    const request = { method: 'POST', path: '/chat' } as const;
    const one = caseOf('one', { turns: [{ user: 'first', request: { path: '/other' } }] });
    const answer: Answer = {
      kind: 'answered',
      payload: { statusCode: 200, headers: {}, body: '{"reply":"yes"}' },
      latencyMs: 1,
    };
    const suiteOfRequests = { request, question: 'body.message', answer: 'body.reply' };
    const { held: result, sent } = await held(suiteOfRequests, [answer], 100_000, one);
    expect(result).toEqual({ kind: 'held', answers: ['yes'] });
    const [{ event } = { event: {} }] = sent;
    expect(JSON.stringify(event)).toContain('/other');
    expect(JSON.parse((event as { readonly body: string }).body)).toEqual({ message: 'first' });
  });

  it.each([
    ['text, as it is', 'yes', 'yes'],
    ['anything else, as its JSON', { volumes: 12 }, '{"volumes":12}'],
    ['a number', 0, '0'],
    ['null, as nothing', null, ''],
    ['nothing', undefined, ''],
  ])('reads a reply that is %s', async (_, reply, read) => {
    const one = caseOf('one');
    expect((await held({ event: {} }, [said(reply)], 100_000, one)).held).toEqual({ kind: 'held', answers: [read] });
  });

  it('ends with an empty answer where a turn is failed, as its customer would have got none', async () => {
    const failed: Answer = { kind: 'function-error', message: 'it broke', latencyMs: 1 };
    const { held: result, sent } = await held({ event: {} }, [failed]);
    expect([result, sent.length]).toEqual([{ kind: 'held', answers: [''] }, 1]);
  });

  it('is not known where the version was not reached', async () => {
    const away: Answer = { kind: 'unreachable', message: 'throttled', latencyMs: 1 };
    expect((await held({ event: {} }, [said('one'), away])).held).toEqual({
      kind: 'unreachable',
      message: 'throttled',
    });
  });

  it('is cut off where the time of the gate is up', async () => {
    expect((await held({ event: {} }, [], 0)).held).toEqual({ kind: 'cut-off' });
  });
});
