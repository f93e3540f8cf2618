import type { Answer } from '../../../../lib/domain/gate/call';
import type { HealthDefinition } from '../../../../lib/domain/gates/health/health-definition';
import { runHealthGate } from '../../../../lib/domain/gates/health/run-health';
import { answered, scriptedGreen } from '../../gate/scripted-green';

const gate: HealthDefinition = {
  name: 'health',
  phase: 'before-traffic',
  kind: 'health',
  probe: { kind: 'http', request: { path: '/health' }, status: 200 },
  passes: 3,
  withinSeconds: 60,
};
const well = answered({ statusCode: 200 });

describe('a health gate', () => {
  it('passes when every probe passes, and says what it measured', async () => {
    const green = scriptedGreen(well, answered({ statusCode: 200 }, 250), well);
    expect(await runHealthGate(gate, green)).toEqual({
      outcome: 'pass',
      reasons: [{ code: 'probes-passed', message: '3 of 3 probes passed.' }],
      evidence: {
        source: 'probes of the green version',
        sampleSize: 3,
        windowMs: 270,
        figures: { slowestMs: 250 },
      },
    });
    expect(green.asked).toHaveLength(3);
  });

  it.each<[string, Answer, string, { readonly answered?: string }?]>([
    [
      'a wrong status',
      answered({ statusCode: 503, body: '{"error":"no table"}' }),
      'answered status 503, expected 200',
      { answered: 'no table' },
    ],
    ['no status as a number', answered({ statusCode: '200' }), 'answered status "200", expected 200'],
    [
      'an error of the function',
      { kind: 'function-error', message: 'TypeError: x', latencyMs: 5 },
      'failed: TypeError: x',
    ],
    ['no answer in time', { kind: 'timeout', latencyMs: 59_999.6 }, 'had no answer within 60000 ms'],
    [
      'a function out of reach',
      { kind: 'unreachable', message: 'AccessDenied', latencyMs: 5 },
      'did not reach the function: AccessDenied',
    ],
  ])('stops at the first probe with %s, and says so', async (_, bad, problem, said = {}) => {
    const green = scriptedGreen(well, bad, well);
    const verdict = await runHealthGate(gate, green);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reasons).toEqual([
      { code: 'probe-failed', message: `Probe 2 of 3 ${problem}.`, asked: 'GET /health', ...said },
    ]);
    expect(verdict.evidence.sampleSize).toBe(2);
    expect(green.asked).toHaveLength(2);
  });

  it('gives each probe the time that is left', async () => {
    const green = scriptedGreen(answered({ statusCode: 200 }, 20_000), answered({ statusCode: 200 }, 15_000), well);
    await runHealthGate(gate, green);
    expect(green.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([60_000, 40_000, 25_000]);
  });

  it('fails when the time is used up before the last probe, and asks no more', async () => {
    const green = scriptedGreen(answered({ statusCode: 200 }, 30_000), answered({ statusCode: 200 }, 30_000), well);
    const verdict = await runHealthGate(gate, green);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reasons).toEqual([{ code: 'too-slow', message: '2 of 3 probes passed within 60 s.' }]);
    expect(green.asked).toHaveLength(2);
  });

  it('fails when the last probe came after the time, however well it was answered', async () => {
    const green = scriptedGreen(well, well, answered({ statusCode: 200 }, 60_000));
    const verdict = await runHealthGate(gate, green);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reasons[0]?.code).toBe('too-slow');
  });

  it('passes on the last millisecond', async () => {
    const green = scriptedGreen(well, well, answered({ statusCode: 200 }, 59_980));
    expect((await runHealthGate(gate, green)).outcome).toBe('pass');
  });

  it('sends its event as it is, and takes any answer without an error for healthy', async () => {
    const event = { source: 'aws.s3', detail: {} };
    const green = scriptedGreen(answered(null), answered({ statusCode: 500, status: 500 }), answered('well'));
    const verdict = await runHealthGate({ ...gate, probe: { kind: 'event', event } }, green);
    expect(verdict.outcome).toBe('pass');
    expect(green.asked.map((asked) => asked.event)).toEqual([event, event, event]);
  });

  it('marks each request as its own', async () => {
    const green = scriptedGreen(well, well, well);
    await runHealthGate(gate, green);
    for (const { event, gate: name } of green.asked) {
      expect(event).toMatchObject({ rawPath: '/health', headers: { 'x-sluice-gate': 'health' } });
      expect(name).toBe('health');
    }
  });
});

describe('what a health gate expects of an answer', () => {
  const expecting: HealthDefinition = {
    ...gate,
    ...{ passes: 1, maxLatencyMs: 200 },
    probe: {
      ...{ kind: 'http', request: { path: '/health' }, status: 200 },
      expect: { 'body.database': { equals: 'up' }, 'body.queue': { atMost: 10 } },
    },
  };
  const body = (database: string, queue: number) => JSON.stringify({ database, queue });

  it.each([
    ['as expected', answered({ statusCode: 200, body: body('up', 10) }, 200), undefined],
    [
      'another status, before all else',
      answered({ statusCode: 503, body: body('down', 11) }, 300),
      'answered status 503, expected 200',
    ],
    [
      'other values',
      answered({ statusCode: 200, body: body('down', 11) }, 300),
      'answered body.database "down", expected to equal "up"; and answered body.queue 11, expected to be at most 10',
    ],
    [
      'too late, if well',
      answered({ statusCode: 200, body: body('up', 1) }, 200.6),
      'took 201 ms, more than the 200 ms that an answer may take',
    ],
  ])('%s', async (_, answer, problem) => {
    const { outcome, reasons } = await runHealthGate(expecting, scriptedGreen(answer));
    expect([outcome, reasons[0]?.message]).toEqual(
      problem === undefined ? ['pass', '1 of 1 probe passed.'] : ['fail', `Probe 1 of 1 ${problem}.`],
    );
  });

  it('by paths into the payload itself, for an event', async () => {
    const probe = { kind: 'event', event: null, expect: { 'state.ready': { equals: true } } } as const;
    const ask = (payload: unknown) => runHealthGate({ ...gate, passes: 1, probe }, scriptedGreen(answered(payload)));
    expect((await ask({ state: { ready: true } })).outcome).toBe('pass');
    expect((await ask({ state: {} })).reasons[0]?.message).toBe(
      'Probe 1 of 1 answered state.ready nothing, expected to equal true.',
    );
  });
});
