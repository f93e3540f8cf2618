import type { PassState, WaitState } from '../definition/state-machine-definition';
import { moment, wholeNumber } from './field-value';
import type { Step, Visit } from './visit';

/** Gives its result or its input. */
export async function runPass(state: PassState, visit: Visit): Promise<Step> {
  const { data } = visit;
  // Not `??`: a result may be null.
  const result = state.result === undefined ? await data.payload() : state.result;
  const output = state.data.language === 'JSONata' ? await data.passOn() : await data.output(result);
  await visit.assign(
    state.data.assign,
    state.data.language === 'JSONata' ? { kind: 'input' } : { kind: 'result', value: result },
  );
  return after(state, output);
}

/** Waits some seconds, or until a moment. */
export async function runWait(state: WaitState, visit: Visit): Promise<Step> {
  const { data, run, thread } = visit;
  const { kind, source } = state.until;
  const { language } = state.data;
  const { simulation } = run.ports;
  const delayMs =
    kind === 'seconds'
      ? 1000 * (await wholeNumber(source, data, language))
      : (await moment(source, data, language)) - simulation.now;
  await thread.scope.sleep(Math.max(0, delayMs));
  const output = await data.passOn();
  await visit.assign(state.data.assign, { kind: 'input' });
  return after(state, output);
}

/** Ends its machine or branch. */
export async function runSucceed(visit: Visit): Promise<Step> {
  return { output: await visit.data.passOn() };
}

function after({ next }: { readonly next?: string }, output: Step['output']): Step {
  return { output, ...(next === undefined ? {} : { next }) };
}
