/** Calls a handler bare and in `releaseMetrics`, in turns, and tells what a call took each time, on standard error. */
import { releaseMetrics } from '../../lib/metrics';
import type { Turn } from './bench-metrics';

const handler = (event: { readonly name: string }, context: unknown) =>
  Promise.resolve({ statusCode: 200, body: `Hello ${event.name}`, headers: { context: typeof context } });

const context = {
  functionName: 'Chat-ChatFn8A2B1C4D-AbCdEfGhIjKl',
  functionVersion: '7',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:Chat-ChatFn8A2B1C4D-AbCdEfGhIjKl:live',
};

const [turns = 0, calls = 0] = process.argv.slice(2).map(Number);

/** @returns microseconds of one call */
async function time(called: typeof handler): Promise<number> {
  const startedAt = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) await called({ name: 'you' }, context);
  return Number(process.hrtime.bigint() - startedAt) / 1000 / calls;
}

async function timeAll(): Promise<void> {
  const wrapped = releaseMetrics(handler);
  // The first turn is for the engine to compile both.
  await time(wrapped);
  await time(handler);
  const timed: Turn[] = [];
  for (let turn = 0; turn < turns; turn++) timed.push({ bareUs: await time(handler), wrappedUs: await time(wrapped) });
  process.stderr.write(JSON.stringify(timed));
}

void timeAll();
