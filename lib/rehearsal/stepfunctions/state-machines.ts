import { ApiError } from '../kernel/api-error';
import { readDefinition } from './definition/read-definition';
import type { StateMachine } from './state-machine';
import type { StepFunctionsPorts } from './step-functions-ports';

/** What a machine is made of. */
export interface StateMachineRequest {
  readonly name: string;
  readonly roleArn: string;
  readonly definitionText: string;
  /** For messages: the template's file and the logical id. */
  readonly where: string;
}

/** The state machines of the account, by ARN. */
export class StateMachines {
  private readonly machines = new Map<string, StateMachine>();
  private revisions = 0;

  constructor(private readonly ports: StepFunctionsPorts) {}

  get(arn: string): StateMachine {
    const found = this.machines.get(arn);
    if (!found) throw new ApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return found;
  }

  has(arn: string): boolean {
    return this.machines.has(arn);
  }

  create(request: StateMachineRequest): StateMachine {
    const arn = this.ports.place.arn('states', `stateMachine:${request.name}`);
    if (this.machines.has(arn)) {
      throw new ApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    }
    return this.put(arn, request, { createdAt: this.ports.simulation.now, revisionId: 'INITIAL' });
  }

  /** Running executions go on as they started. */
  update(arn: string, request: StateMachineRequest): StateMachine {
    this.revisions += 1;
    const revisionId = this.ports.randomness.identifier(`revision ${this.revisions}`, 32, '0123456789abcdef');
    return this.put(arn, request, { createdAt: this.get(arn).createdAt, revisionId });
  }

  remove(arn: string): void {
    this.machines.delete(arn);
  }

  private put(
    arn: string,
    { name, roleArn, definitionText, where }: StateMachineRequest,
    rest: Pick<StateMachine, 'createdAt' | 'revisionId'>,
  ): StateMachine {
    if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/.test(name))
      throw new ApiError('InvalidName', `Invalid Name: '${name}'`);
    if (!this.ports.canAssume(roleArn, arn)) {
      throw new ApiError(
        'AccessDeniedException',
        `Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role: ${roleArn}`,
      );
    }
    const definition = readDefinition(definitionText, `state machine ${name} in ${where}`);
    const machine = { arn, name, roleArn, definition, definitionText, ...rest };
    this.machines.set(arn, machine);
    return machine;
  }
}
