/** Plays one batch in a process of its own and prints what came of each run. */
import { readFileSync } from 'node:fs';
import { rehearse } from 'sluice/rehearsal';
import { readLedgers } from '../../lib/report/ledger-view';
import { planOf, type Batch } from './batch';
import { CHANGES } from './changes';
import { judgeRun } from './judge-run';
import { playing } from './playing';

const GATES_OF_A_PHASE = 1;

async function playBatch(file: string): Promise<void> {
  const batch = JSON.parse(readFileSync(file, 'utf8')) as Batch;
  const errorRates = {
    good: CHANGES.good.errorRate,
    'bad before traffic': CHANGES['bad before traffic'].errorRate,
    'bad under traffic': CHANGES['bad under traffic'].errorRate,
    'bad at 100 %': CHANGES['bad at 100 %'].errorRate,
  };
  const result = await rehearse(planOf(batch, errorRates), ({ kind, step }) => {
    if (kind === 'started') process.stderr.write(playing(step));
  });
  const entries = [...readLedgers(result).values()];
  const judged = batch.runs.map(({ number, change }) => {
    const observed = result.releases.find(({ step }) => step === String(number));
    if (!observed) throw new Error(`Run ${number} has no release.`);
    return { number, ...judgeRun(change, observed, entries, GATES_OF_A_PHASE) };
  });
  process.stdout.write(JSON.stringify(judged));
}

void playBatch(process.argv[2] ?? '');
