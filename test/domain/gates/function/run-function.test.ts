import type { Answer } from '../../../../lib/domain/gate/call';
import type { FunctionDefinition } from '../../../../lib/domain/gates/function/function-definition';
import { runFunctionGate } from '../../../../lib/domain/gates/function/run-function';
import { answered } from '../../gate/scripted-green';

const gate: FunctionDefinition = { name: 'approval', phase: 'after-traffic', kind: 'function', withinSeconds: 30 };
const release = { id: 'd-1', functionName: 'chat', blue: '7', green: '8' };
const verdict = {
  outcome: 'pass',
  reasons: [{ code: 'approved', message: 'Two people approved it.' }],
  evidence: { source: 'approvals', sampleSize: 2, windowMs: 1, figures: { approvals: 2 } },
};

const ask = (answer: Answer, seen: unknown[] = []) =>
  runFunctionGate(gate, {
    release,
    callOwnFunction: (...call) => {
      seen.push(call);
      return Promise.resolve(answer);
    },
  });

describe('a gate of the squad’s own', () => {
  it('is sent the release, the phase and its name, with the time it has', async () => {
    const seen: unknown[] = [];
    await ask(answered(verdict), seen);
    expect(seen).toEqual([
      [
        { schema: 1, gate: 'approval', phase: 'after-traffic', release },
        { gate: 'approval', timeoutMs: 30_000 },
      ],
    ]);
  });

  it('is told of no blue at a first deploy', async () => {
    const seen: unknown[] = [];
    const firstRelease = { id: 'd-1', functionName: 'chat', green: '8' };
    await runFunctionGate(gate, {
      release: firstRelease,
      callOwnFunction: (request) => {
        seen.push(request);
        return Promise.resolve(answered(verdict));
      },
    });
    expect(seen).toStrictEqual([{ schema: 1, gate: 'approval', phase: 'after-traffic', release: firstRelease }]);
  });

  it.each(['pass', 'fail', 'inconclusive'])('says what it says, to the letter: %s', async (outcome) => {
    expect(await ask(answered({ ...verdict, outcome }))).toEqual({ ...verdict, outcome });
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a word', 'pass'],
    ['another outcome', { ...verdict, outcome: 'PASS' }],
    ['no reason', { ...verdict, reasons: [] }],
    ['no evidence', { ...verdict, evidence: undefined }],
    ['a field besides', { ...verdict, mode: 'shadow' }],
    ['figures that are no numbers', { ...verdict, evidence: { ...verdict.evidence, figures: { approvals: 'two' } } }],
  ])('fails where it answers %s', async (_, payload) => {
    expect(await ask(answered(payload))).toMatchObject({
      ...{ outcome: 'fail', reasons: [{ code: 'answer-not-understood' }], evidence: { sampleSize: 0 } },
    });
  });

  it.each<[unknown, string]>([
    ['pass', 'the answer: Invalid type: Expected Object but received "pass"'],
    [
      { ...verdict, outcome: 'PASS', reasons: [] },
      'outcome: Invalid type: Expected ("pass" | "inconclusive" | "fail") but received "PASS"; reasons: Invalid length: Expected >=1 but received 0',
    ],
  ])('says what about an answer was not understood: %j', async (payload, problems) => {
    const { reasons } = await ask(answered(payload));
    expect(reasons[0]?.message).toBe(`The gate's own function answered what is no verdict: ${problems}.`);
  });

  it.each<[Answer, string]>([
    [{ kind: 'function-error', message: 'no table', latencyMs: 1 }, 'the function failed: no table.'],
    [{ kind: 'timeout', latencyMs: 30_000 }, 'no answer within 30000 ms.'],
    [{ kind: 'unreachable', message: 'AccessDenied', latencyMs: 1 }, 'the function was not reached: AccessDenied.'],
  ])('fails where there is no answer: $kind', async (answer, says) => {
    expect(await ask(answer)).toMatchObject({
      ...{ outcome: 'fail', reasons: [{ code: answer.kind, message: `The gate's own function: ${says}` }] },
    });
  });
});
