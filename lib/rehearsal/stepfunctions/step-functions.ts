import type { PermissionsNeeded } from '../kernel/permission';
import type { ResourceProvider } from '../kernel/resource-provider';
import type { ServiceApi } from '../kernel/service-api';
import { type ObservedExecution, observed } from './execution';
import { Executions } from './executions';
import { stateMachineProvider } from './state-machine-provider';
import { StateMachines } from './state-machines';
import { stepFunctionsApi } from './step-functions-api';
import { stepFunctionsAssumptions } from './step-functions-assumptions';
import { STEP_FUNCTIONS_DEFAULTS, type StepFunctionsOptions } from './step-functions-options';
import { stepFunctionsPermissions } from './step-functions-permissions';
import type { StepFunctionsPorts } from './step-functions-ports';

export type { ObservedExecution, StepFunctionsPorts };

/** AWS Step Functions: Standard workflows, run in virtual time. */
export class StepFunctions {
  readonly api: ServiceApi;
  readonly permissions: PermissionsNeeded;
  readonly providers: readonly ResourceProvider[];
  private readonly runs: Executions;
  private readonly machines: StateMachines;

  private readonly options: StepFunctionsOptions;

  constructor(ports: StepFunctionsPorts, chosen: Partial<StepFunctionsOptions> = {}) {
    const options = { ...STEP_FUNCTIONS_DEFAULTS, ...chosen };
    this.options = options;
    const machines = new StateMachines(ports);
    this.machines = machines;
    this.runs = new Executions(ports, options, (arn) => !machines.has(arn));
    this.api = stepFunctionsApi(machines, this.runs);
    this.permissions = stepFunctionsPermissions;
    this.providers = [stateMachineProvider(machines, ports)];
  }

  /** The definition of a state machine, as given; undefined where there is none. */
  definition(arn: string): string | undefined {
    return this.machines.has(arn) ? this.machines.get(arn).definitionText : undefined;
  }

  /** What the documentation leaves open and this account had to choose. */
  assumptions(): readonly string[] {
    return stepFunctionsAssumptions(this.options);
  }

  /** All executions, oldest first. */
  executions(): readonly ObservedExecution[] {
    return this.runs.all().map(observed);
  }

  /** Ends an execution from outside, as `StopExecution` does. */
  abort(executionArn: string, error?: string, cause?: string): void {
    this.runs.abort(executionArn, error, cause);
  }
}
