import type { Json, JsonObject } from '../data/json';
import type { State, States } from '../definition/state-machine-definition';
import { contextObject } from './context-object';
import { dataOfState } from './data-of-state';
import type { AssignSubject, StateData } from './state-data';
import { StatesError } from './states-error';
import type { RunContext } from './run-context';
import type { Thread } from './thread';

/** What a state leads to. */
export interface Step {
  readonly output: Json;
  readonly next?: string;
}

/** Runs a nested machine. */
export type RunStates = (states: States, input: Json, thread: Thread) => Promise<Json>;

/** One stay in a state, with all its attempts. */
export class Visit {
  readonly data: StateData;
  /** How often the state was tried again. */
  retryCount = 0;
  /** Set while a task waits for it. */
  taskToken: string | undefined;
  /** The event that says the state was entered. */
  enteredEvent = 0;
  private readonly enteredAt: number;

  constructor(
    readonly state: State,
    input: Json,
    readonly thread: Thread,
    readonly run: RunContext,
  ) {
    const { ports, chance, options } = run;
    this.enteredAt = ports.simulation.now;
    this.data = dataOfState(state, {
      raw: input,
      chance,
      missingPathError: options.missingPathError,
      now: () => ports.simulation.now,
      variables: () => thread.variables.all,
      context: () => this.context(),
    });
  }

  /** The context object, for this state or for one item of it. */
  context(item = this.thread.item): JsonObject {
    const { state, enteredAt, retryCount, taskToken, run } = this;
    return contextObject(run.execution, {
      stateName: state.name,
      enteredAt,
      ...('retry' in state ? { retryCount } : {}),
      ...(taskToken === undefined ? {} : { taskToken }),
      ...(item === undefined ? {} : { item }),
    });
  }

  /** Writes into the execution's history. */
  record(type: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.thread.previous = this.run.execution.history.add(type, this.thread.previous, details);
  }

  /** Says on the timeline what happens. */
  observe(what: string): void {
    const { ports, execution } = this.run;
    ports.observe({ machineName: execution.machine.name, name: execution.name }, what);
  }

  async assign(values: JsonObject | undefined, subject: AssignSubject): Promise<void> {
    if (values !== undefined) this.thread.variables.assign(await this.data.assign(values, subject));
  }

  /** Runs part of the state; an error about its data then says which state it was. */
  async placed<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw error instanceof StatesError && error.details.evaluation === true ? this.place(error) : error;
    }
  }

  private place(error: StatesError): StatesError {
    const { name } = this.state;
    const cause = `An error occurred while executing the state '${name}' (entered at the event id #${this.enteredEvent}). ${error.reason ?? ''}`;
    if (error.errorName === 'States.QueryEvaluationError') {
      this.record('EvaluationFailed', { evaluationFailedEventDetails: { state: name, error: error.errorName, cause } });
    }
    return new StatesError(error.errorName, cause, { ...error.details, evaluation: false });
  }
}
