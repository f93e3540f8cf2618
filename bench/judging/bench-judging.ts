import { parseArgs } from 'node:util';
import { textTable } from '../text-table';
import { judgingGoals } from './judging-goals';
import { playJudging, type JudgingPlan } from './play-judging';

const PLAN: JudgingPlan = { cases: 1000, casesBefore: 200, inFlight: 20, waitMs: 200 };

/**
 * `npm run bench -- judging`: how long a suite takes to be judged by a model that takes its time, and whether memory
 * grows with the cases. Exits with 1 where a goal is missed.
 */
export async function benchJudging(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
  const { cases, inFlight, waitMs } = PLAN;
  process.stderr.write(`judging ${cases} cases, ${inFlight} at a time, ${waitMs} ms each\n`);
  const measured = await playJudging(PLAN);
  const goals = judgingGoals(PLAN, measured);
  if (values.json) process.stdout.write(`${JSON.stringify({ plan: PLAN, measured, goals }, undefined, 2)}\n`);
  else {
    process.stdout.write(
      textTable([
        ['', 'goal', 'measured'],
        ...goals.map((one) => [one.met ? 'met' : 'MISSED', one.goal, one.measured]),
      ]),
    );
  }
  if (goals.some(({ met }) => !met)) process.exitCode = 1;
}
