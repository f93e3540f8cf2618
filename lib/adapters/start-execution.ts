import { ExecutionAlreadyExists, StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { withoutSecret } from './without-secret';

interface NamedExecution {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: object;
  /** What of the input is in no error, and what it is for people, such as `response URL`. */
  readonly secret: string;
  readonly secretIs: string;
}

/**
 * Starts an execution once. A name stays taken for 90 days (Step Functions API Reference, StartExecution), so that one
 * which is there already means that whatever it is started for was delivered twice, and all is well.
 */
export async function startOnce(client: SFNClient, execution: NamedExecution): Promise<void> {
  const { stateMachineArn, name, input, secret, secretIs } = execution;
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return;
    throw withoutSecret(error, secret, secretIs);
  }
}
