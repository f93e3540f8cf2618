import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import type { ResourceContext } from '../../../lib/rehearsal/kernel/resource-provider';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import {
  type ObservedExecution,
  StepFunctions,
  type StepFunctionsPorts,
} from '../../../lib/rehearsal/stepfunctions/step-functions';
import type { StepFunctionsOptions } from '../../../lib/rehearsal/stepfunctions/step-functions-options';

export const START = Date.parse('2025-06-01T12:00:00Z');
export const PLACE = place('111122223333', 'eu-west-1');
export const ROLE = 'arn:aws:iam::111122223333:role/machine';
export const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:ask';
export const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:Gate';
export const CALLER = { roleArn: 'arn:aws:iam::111122223333:role/caller' };
export const CONTEXT: ResourceContext = {
  stackName: 'Stack',
  logicalId: 'Machine',
  where: 'stack.template.json Machine',
  generatedName: 'Stack-Machine-ABC',
};

/** An answer of an API: what it gives, or the error it refuses with, after a while. */
export type Answer =
  | { readonly gives: unknown; readonly afterMs?: number }
  | { readonly refuses: string; readonly message?: string; readonly statusCode?: number; readonly afterMs?: number };

export interface ApiCall {
  readonly atMs: number;
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly roleArn: string;
}

export interface Setup {
  readonly seed?: number;
  /** The answers of `service:Operation`, one call after the other; the last is given again. */
  readonly answers?: Readonly<Record<string, readonly Answer[]>>;
  readonly options?: Partial<StepFunctionsOptions>;
  readonly ports?: Partial<StepFunctionsPorts>;
}

/** Step Functions with an account around it that a test scripts. */
export class Workshop {
  readonly simulation = new Simulation(START);
  readonly calls: ApiCall[] = [];
  readonly events: { readonly atMs: number; readonly detail: Record<string, unknown> }[] = [];
  readonly notes: string[] = [];
  readonly stepFunctions: StepFunctions;

  constructor({ seed = 1, answers = {}, options = {}, ports = {} }: Setup = {}) {
    const next = new Map<string, number>();
    this.stepFunctions = new StepFunctions(
      {
        simulation: this.simulation,
        place: PLACE,
        randomness: new Randomness(seed),
        call: async (service, operation, input, roleArn) => {
          const name = `${service}:${operation}`;
          this.calls.push({ atMs: this.elapsed, service, operation, input, roleArn });
          if (service === 'states' && !answers[name]) return this.api(operation, input);
          const index = next.get(name) ?? 0;
          next.set(name, index + 1);
          const answer = answers[name]?.[Math.min(index, answers[name].length - 1)];
          if (!answer) throw new Error(`No answer for ${name}.`);
          if (answer.afterMs !== undefined) await this.simulation.sleep(answer.afterMs);
          if ('refuses' in answer) throw new ApiError(answer.refuses, answer.message ?? 'refused', answer.statusCode);
          return answer.gives;
        },
        emit: ({ detail }) => {
          this.events.push({ atMs: this.elapsed, detail });
        },
        canAssume: () => true,
        text: () => undefined,
        observe: ({ machineName, name }, what) => {
          this.notes.push(`${this.elapsed} ${machineName} ${name}: ${what}`);
        },
        ...ports,
      },
      { transitionMs: 0, ...options },
    );
  }

  /** Virtual milliseconds since the start. */
  get elapsed(): number {
    return this.simulation.now - START;
  }

  api(operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.stepFunctions.api(operation, input, CALLER);
  }

  /** Makes the machine, by the provider. */
  create(definition: unknown, name = 'Gate') {
    return this.stepFunctions.providers[0]!.create(
      {
        DefinitionString: typeof definition === 'string' ? definition : JSON.stringify(definition),
        RoleArn: ROLE,
        StateMachineName: name,
      },
      CONTEXT,
    );
  }

  start(input: unknown = {}, name = 'run', machine = MACHINE) {
    return this.api('StartExecution', { stateMachineArn: machine, name, input: JSON.stringify(input) });
  }

  /** Makes a machine, starts it, and plays it to its end. */
  async play(definition: unknown, input: unknown = {}): Promise<ObservedExecution> {
    await this.simulation.run(async () => {
      await this.create(definition);
      await this.start(input);
    });
    return this.stepFunctions.executions()[0]!;
  }

  /** The types of an execution's events, oldest first. */
  async history(name = 'run', machine = 'Gate'): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { events } = (await this.api('GetExecutionHistory', {
      executionArn: PLACE.arn('states', `execution:${machine}:${name}`),
      maxResults: 1000,
    })) as { readonly events: Readonly<Record<string, unknown>>[] };
    return events;
  }
}

/** What an execution gave, as a value. */
export function outputOf(execution: ObservedExecution): unknown {
  return execution.output === undefined ? undefined : JSON.parse(execution.output);
}

/** What `Invoke` answers. */
export function returns(payload: unknown): Answer {
  return { gives: { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: JSON.stringify(payload) } };
}

/** What `Invoke` answers where the function failed. */
export function throws(errorType: string, errorMessage = 'it went wrong'): Answer {
  return {
    gives: {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: 'Unhandled',
      Payload: JSON.stringify({ errorType, errorMessage }),
    },
  };
}
