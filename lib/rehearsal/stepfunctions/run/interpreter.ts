import type { Json } from '../data/json';
import type { State, States } from '../definition/state-machine-definition';
import { attempt } from './attempt';
import { checkDataLimit } from './data-limit';
import { ExecutionEnded } from './ended';
import type { RunContext } from './run-context';
import { runChoice } from './run-choice';
import { runMap } from './run-map';
import { runParallel } from './run-parallel';
import { runPass, runSucceed, runWait } from './run-simple';
import { runFail } from './run-fail';
import { runTask } from './run-task';
import type { Thread } from './thread';
import { type Step, Visit } from './visit';

/** Goes from state to state in virtual time, as a definition says. */
export class Interpreter {
  constructor(private readonly context: RunContext) {}

  /** Runs a machine, a branch or an item's processor to its end, and gives its output. */
  async run({ startAt, states }: States, input: Json, thread: Thread): Promise<Json> {
    let [name, data] = [startAt, input];
    for (;;) {
      const state = states.get(name);
      if (!state) throw new Error(`There is no state ${name}: the definition was not checked.`);
      await thread.scope.sleep(this.context.options.transitionMs);
      if (this.context.isRemoved()) throw new ExecutionEnded('The state machine is being deleted.');
      const { output, next } = await this.enter(state, data, thread);
      if (next === undefined) return output;
      [name, data] = [next, output];
    }
  }

  private async enter(state: State, input: Json, thread: Thread): Promise<Step> {
    const visit = new Visit(state, input, thread, this.context);
    visit.record(`${state.type}StateEntered`, {
      stateEnteredEventDetails: { name: state.name, input: JSON.stringify(input), inputDetails: { truncated: false } },
    });
    visit.enteredEvent = thread.previous;
    const step = await visit.placed(() => this.step(state, visit));
    visit.record(`${state.type}StateExited`, {
      stateExitedEventDetails: {
        name: state.name,
        output: JSON.stringify(step.output),
        outputDetails: { truncated: false },
      },
    });
    return step;
  }

  private async step(state: State, visit: Visit): Promise<Step> {
    const step = await this.dispatch(state, visit);
    checkDataLimit(step.output, state.name);
    return step;
  }

  private dispatch(state: State, visit: Visit): Promise<Step> {
    const run = (states: States, input: Json, thread: Thread) => this.run(states, input, thread);
    switch (state.type) {
      case 'Task':
        return attempt(state, visit, (payload) => runTask(state, visit, payload));
      case 'Parallel':
        return attempt(state, visit, (payload) => runParallel(state, visit, payload, run));
      case 'Map':
        return attempt(state, visit, () => runMap(state, visit, run));
      case 'Pass':
        return runPass(state, visit);
      case 'Wait':
        return runWait(state, visit);
      case 'Choice':
        return runChoice(state, visit);
      case 'Succeed':
        return runSucceed(visit);
      case 'Fail':
        return runFail(state, visit);
    }
  }
}
