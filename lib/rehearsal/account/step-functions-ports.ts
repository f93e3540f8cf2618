import type { StepFunctionsPorts } from '../stepfunctions/step-functions-ports';
import type { Services } from './services';

/** The services whose calls are signed by another name than policies know them by. */
const SIGNING_NAMES: Readonly<Record<string, string>> = { cloudwatch: 'monitoring' };

/** What Step Functions uses of the account: APIs in the name of its machines' roles. */
export function stepFunctionsPorts(services: Services): StepFunctionsPorts {
  const { authorization, events, place, randomness, recorder, s3, simulation } = services;
  return {
    simulation,
    place,
    randomness,
    call: (service, operation, input, roleArn) =>
      services.apis.call(SIGNING_NAMES[service] ?? service, operation, input, { roleArn }),
    emit: (event) => {
      events.put(event);
      if (event.detail.status === 'RUNNING') abortByFault(services, event.detail);
    },
    canAssume: (roleArn, machineArn) => authorization.canAssume('states.amazonaws.com', roleArn, machineArn),
    text: (bucket, key) => s3.text(bucket, key),
    observe: ({ machineName, name }, what) => {
      recorder.note('Step Functions', `${machineName} ${name}: ${what}`);
    },
  };
}

function abortByFault(services: Services, { stateMachineArn, executionArn }: Readonly<Record<string, unknown>>): void {
  const { cloudFormation, faults, simulation, stepFunctions } = services;
  const fault = faults.strike('state-machine', () =>
    cloudFormation.stacks.namesOf('AWS::StepFunctions::StateMachine', String(stateMachineArn)),
  );
  if (!fault) return;
  simulation.at(simulation.now + (fault.delay ?? 0), () => {
    stepFunctions.abort(String(executionArn), 'InjectedFault', 'The scenario aborts this execution.');
  });
}
