import { planOf, type Batch, type Run } from '../../../bench/soak/batch';
import type { Judgement } from '../../../bench/soak/judge-run';
import { playRuns, type PlayedBatch } from '../../../bench/soak/play-runs';
import { brokenBatch, playing } from '../../../bench/soak/playing';
import { soakTable } from '../../../bench/soak/soak-table';

const run = (number: number): Run => ({ number, change: 'good', directory: 'change', faults: [] });
const batchOf = (...numbers: readonly number[]): Batch => ({ seed: 1, first: 'first', runs: numbers.map(run) });
const held: Judgement = { outcome: 'released', copies: 0, byHour: false, struck: 1, broken: {} };

/** Plays what it is given until it comes to one of these runs, at which it breaks. */
function breakingAt(...numbers: readonly number[]) {
  const batches: (readonly number[])[] = [];
  const play = (batch: Batch): Promise<PlayedBatch> => {
    batches.push(batch.runs.map(({ number }) => number));
    const during = batch.runs.find(({ number }) => numbers.includes(number))?.number;
    return Promise.resolve(
      during === undefined ? batch.runs.map(({ number }) => ({ number, ...held })) : { why: 'TypeError: no', during },
    );
  };
  return { batches, play };
}

describe('a run at which the rehearsal breaks', () => {
  it('is judged as broken, and the others of its batch are played without it', async () => {
    const { batches, play } = breakingAt(2, 4);
    const judged = await playRuns(batchOf(1, 2, 3, 4), play);
    expect(batches).toEqual([
      [1, 2, 3, 4],
      [1, 3, 4],
      [1, 3],
    ]);
    const outcomes = judged.map(({ number, outcome, broken }) => [number, outcome, broken.played]);
    expect(outcomes.sort()).toEqual([
      [1, 'released', undefined],
      [2, 'broke', 'TypeError: no'],
      [3, 'released', undefined],
      [4, 'broke', 'TypeError: no'],
    ]);
  });

  it('is a row of the table', async () => {
    const judged = await playRuns(batchOf(1, 2), breakingAt(2).play);
    const table = soakTable(judged, 7, 3);
    expect(table).toContain('run 2, good, broke: TypeError: no\n');
    expect(table).toMatch(/the rehearsal came to its end +1 of 2/);
  });

  it('takes the batch with it where it broke at none of the runs', async () => {
    const judged = await playRuns(batchOf(1, 2), () => Promise.resolve({ why: 'Error: before any' }));
    expect(judged.map(({ broken }) => broken.played)).toEqual(['Error: before any', 'Error: before any']);
  });
});

describe('of a process that broke it is known', () => {
  const { steps } = planOf(batchOf(3, 11), {
    good: 0,
    'bad before traffic': 0,
    'bad under traffic': 0,
    'bad at 100 %': 0,
  });
  const stderr = steps.flatMap((step) => (step.kind === 'wait' ? [] : [playing(step.name)])).join('');
  const trace = '/dist/rehearsal.js:7\n  f();\n\nTypeError: no body\n    at f (/dist/rehearsal.js:7:3)\n';

  it('which run it was at, and what it said', () => {
    expect(brokenBatch({ stderr: `${stderr}${trace}` })).toEqual({ why: 'TypeError: no body', during: 11 });
  });

  it('that it was at none, where it broke before', () => {
    expect(brokenBatch({ stderr: `${playing('first')}${trace}` })).toEqual({ why: 'TypeError: no body' });
    expect(brokenBatch(new Error('spawn node EAGAIN'))).toEqual({ why: 'spawn node EAGAIN' });
  });

  it('that it did not end', () => {
    expect(brokenBatch({ killed: true, stderr })).toEqual({ why: 'it did not end', during: 11 });
  });
});
