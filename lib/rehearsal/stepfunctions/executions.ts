import { ApiError } from '../kernel/api-error';
import { parseJson } from './data/json';
import { type Execution, type Outcome, statusOf } from './execution';
import { executionEvent } from './execution-event';
import { History } from './history/history';
import { Chance } from './run/chance';
import { ExecutionEnded } from './run/ended';
import { Interpreter } from './run/interpreter';
import { Scope } from './run/scope';
import { StatesError } from './run/states-error';
import { Variables } from './run/variables';
import type { StateMachine } from './state-machine';
import type { StepFunctionsOptions } from './step-functions-options';
import type { StepFunctionsPorts } from './step-functions-ports';
import { TaskTokens } from './tasks/task-tokens';

/** Step Functions Developer Guide, "Quotas": a name stays taken for 90 days. */
const NAME_TAKEN_MS = 90 * 24 * 3_600_000;

/** The executions of the account's state machines. */
export class Executions {
  readonly tokens: TaskTokens;
  private readonly byArn = new Map<string, Execution>();
  private readonly list: Execution[] = [];
  private readonly endings = new Map<Execution, (() => void)[]>();

  constructor(
    private readonly ports: StepFunctionsPorts,
    private readonly options: StepFunctionsOptions,
    /** Whether a machine was removed. */
    private readonly isRemoved: (machineArn: string) => boolean,
  ) {
    this.tokens = new TaskTokens(ports.randomness);
  }

  /** All of them, oldest first. */
  all(): readonly Execution[] {
    return this.list;
  }

  get(arn: string): Execution {
    const found = this.byArn.get(arn);
    if (!found) throw new ApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return found;
  }

  /**
   * Starts an execution, which runs from now on in virtual time. The same name with the same input gives the execution
   * that runs already (API Reference, "StartExecution").
   */
  start(machine: StateMachine, input: string, givenName?: string): Execution {
    const { place, simulation, randomness } = this.ports;
    const name = givenName ?? new Chance(randomness, `execution ${this.list.length + 1}`).uuid();
    const arn = place.arn('states', `execution:${machine.name}:${name}`);
    const taken = this.byArn.get(arn);
    if (taken && statusOf(taken) === 'RUNNING' && taken.input === input) return taken;
    if (taken && simulation.now < (taken.stopTime ?? simulation.now) + NAME_TAKEN_MS) {
      throw new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const execution: Execution = {
      arn,
      name,
      machine,
      input,
      startTime: simulation.now,
      history: new History(() => simulation.now),
      scope: new Scope(simulation),
    };
    this.byArn.set(arn, execution);
    this.list.push(execution);
    execution.history.add('ExecutionStarted', 0, {
      executionStartedEventDetails: { input, inputDetails: { truncated: false }, roleArn: machine.roleArn },
    });
    this.announce(execution, 'started');
    simulation.spawn(() => this.play(execution), `an execution of ${machine.name}`);
    return execution;
  }

  /** Ends an execution from outside. One that has ended stays as it is. */
  abort(arn: string, error?: string, cause?: string): Execution {
    const execution = this.get(arn);
    this.end(execution, {
      status: 'ABORTED',
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
    return execution;
  }

  /** Resolves when an execution has ended. */
  ended(arn: string): Promise<void> {
    const execution = this.get(arn);
    if (execution.outcome) return Promise.resolve();
    return new Promise((resolve) => {
      this.endings.set(execution, [...(this.endings.get(execution) ?? []), resolve]);
    });
  }

  private async play(execution: Execution): Promise<void> {
    const { definition } = execution.machine;
    const { scope } = execution;
    const interpreter = new Interpreter({
      ports: this.ports,
      options: this.options,
      execution,
      chance: new Chance(this.ports.randomness, execution.arn),
      tokens: this.tokens,
      ended: (arn) => this.ended(arn),
      isRemoved: () => this.isRemoved(execution.machine.arn),
    });
    const { timeoutSeconds } = definition;
    const callOff =
      timeoutSeconds === undefined
        ? undefined
        : this.ports.simulation.at(execution.startTime + timeoutSeconds * 1000, () => {
            this.end(execution, { status: 'TIMED_OUT', error: 'States.Timeout' });
          });
    try {
      const thread = { scope, variables: new Variables(), previous: 0 };
      const output = await interpreter.run(definition, parseJson(execution.input), thread);
      this.end(execution, { status: 'SUCCEEDED', output: JSON.stringify(output) });
    } catch (error) {
      this.end(execution, outcomeOf(error));
    } finally {
      callOff?.();
    }
  }

  private end(execution: Execution, outcome: Outcome): void {
    if (execution.outcome) return;
    execution.outcome = outcome;
    execution.stopTime = this.ports.simulation.now;
    const { history } = execution;
    history.end(...lastEvent(outcome, history.lastId));
    this.announce(execution, sentence(outcome));
    execution.scope.end(new ExecutionEnded(`The execution ${execution.name} has ended.`));
    for (const tell of this.endings.get(execution) ?? []) tell();
    this.endings.delete(execution);
  }

  private announce(execution: Execution, what: string): void {
    this.ports.observe({ machineName: execution.machine.name, name: execution.name }, what);
    this.ports.emit(executionEvent(execution));
  }
}

/** What an error makes of the execution; what is no answer of AWS's stops the rehearsal. */
function outcomeOf(error: unknown): Outcome {
  if (error instanceof ExecutionEnded) return { status: 'ABORTED', cause: error.message };
  if (!(error instanceof StatesError)) throw error;
  const { errorName, reason } = error;
  return {
    status: 'FAILED',
    ...(errorName === undefined ? {} : { error: errorName }),
    ...(reason === undefined ? {} : { cause: reason }),
  };
}

const LAST_EVENTS = {
  SUCCEEDED: ['ExecutionSucceeded', 'executionSucceededEventDetails'],
  FAILED: ['ExecutionFailed', 'executionFailedEventDetails'],
  TIMED_OUT: ['ExecutionTimedOut', 'executionTimedOutEventDetails'],
  ABORTED: ['ExecutionAborted', 'executionAbortedEventDetails'],
} as const;

function lastEvent({ status, ...details }: Outcome, previous: number) {
  const [type, key] = LAST_EVENTS[status];
  return [type, previous, { [key]: details }] as const;
}

function sentence({ status, error }: Outcome): string {
  switch (status) {
    case 'SUCCEEDED':
      return 'succeeded';
    case 'FAILED':
      return `failed: ${error ?? 'an error without a name'}`;
    case 'TIMED_OUT':
      return 'timed out';
    case 'ABORTED':
      return `aborted${error === undefined ? '' : `: ${error}`}`;
  }
}
