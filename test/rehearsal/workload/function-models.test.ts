import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { FunctionModels } from '../../../lib/rehearsal/workload/function-models';
import type { ModelledFunctions } from '../../../lib/rehearsal/workload/modelled-functions';

const at = (ms: number) => ({ p50: ms, p90: ms, p99: ms });

function modelsOf(given: ModelledFunctions, seed = 7): FunctionModels {
  return new FunctionModels({ randomness: new Randomness(seed), isGreen: (_, version) => version === '2' }, given);
}

/** The models of one function, already made. */
function scorer(given: ModelledFunctions, seed?: number): FunctionModels {
  const models = modelsOf(given, seed);
  models.assign('Chat-Scorer-1', ['Chat-Scorer-1', 'Scorer']);
  return models;
}

const failing = (models: FunctionModels, version: string) =>
  Array.from({ length: 1000 }, () => models.call('Chat-Scorer-1', version)).filter((call) => call?.fails).length;

describe('the model of a function', () => {
  it.each(['Scorer', 'Chat-Scorer-1'])('is found by its logical id or its name: %s', (name) => {
    const models = modelsOf({ [name]: { model: {} } });
    expect(models.assign('Chat-Scorer-1', ['Chat-Scorer-1', 'Scorer'])).toBe(true);
    expect(models.call('Chat-Scorer-1', '1')).toBeDefined();
  });

  it('is none of a function that it does not name', () => {
    const models = modelsOf({ Scorer: { model: {} } });
    expect(models.assign('Chat-Other-1', ['Chat-Other-1', 'toString'])).toBe(false);
    expect(models.call('Chat-Other-1', '1')).toBeUndefined();
  });

  it('says what each call answers, null where it says nothing', () => {
    expect(scorer({ Scorer: { model: { answer: { score: [1] } } } }).call('Chat-Scorer-1', '1')?.payload).toBe(
      '{"score":[1]}',
    );
    expect(scorer({ Scorer: { model: {} } }).call('Chat-Scorer-1', '1')?.payload).toBe('null');
  });

  it('says how long a call takes and how often one fails', () => {
    const models = scorer({ Scorer: { model: { latencyMs: at(100), errorRate: 0.3 } } });
    const latencies = Array.from({ length: 500 }, () => models.call('Chat-Scorer-1', '1')!.latencyMs);
    expect(Math.min(...latencies)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...latencies)).toBeLessThanOrEqual(150);
    expect(latencies.filter((ms) => ms === 100).length).toBeGreaterThan(200);
    // Four standard deviations of 1000 calls are 58.
    expect(Math.abs(failing(models, '1') - 300)).toBeLessThan(58);
  });

  it('is another for green, as far as that says something else', () => {
    const models = scorer({ Scorer: { model: { answer: 'a' }, green: { errorRate: 1 } } });
    expect(failing(models, '1')).toBe(0);
    expect(failing(models, '2')).toBe(1000);
    expect(models.call('Chat-Scorer-1', '2')?.payload).toBe('"a"');
  });

  it('may be another from one step to the next', () => {
    const models = scorer({ Scorer: { model: { answer: 1 } } });
    models.use({ Scorer: { model: { answer: 2 } } });
    expect(models.call('Chat-Scorer-1', '1')?.payload).toBe('2');
    models.use({});
    expect(models.call('Chat-Scorer-1', '1')).toBeUndefined();
  });

  it('draws the same for the same seed, and something else for another', () => {
    const drawn = (seed: number) => {
      const models = scorer({ Scorer: { model: {} } }, seed);
      return Array.from({ length: 20 }, () => models.call('Chat-Scorer-1', '1')?.latencyMs);
    };
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(8)).not.toEqual(drawn(7));
  });
});

it('says which functions were modelled, and which models stood in for nothing', () => {
  const models = scorer({ Scorer: { model: {} }, Scorre: { model: {} } });
  expect(models.modelled()).toEqual(['Chat-Scorer-1']);
  expect(models.assumptions()).toEqual([
    expect.stringContaining('Chat-Scorer-1 was modelled, not run') as string,
    'The model `functions.Scorre` stood in for nothing: no function that needs one has that name.',
  ]);
});
