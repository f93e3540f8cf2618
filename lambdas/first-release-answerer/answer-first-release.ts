import { answerCreation, type AnswererPorts } from '../../lib/flow/answer-creation';
import { parseCreationRequest } from './parse-creation-request';

/** Tells CloudFormation whether to create an alias, whichever road the event came by. */
export async function answerFirstRelease(event: unknown, ports: AnswererPorts): Promise<void> {
  await answerCreation(parseCreationRequest(event, ports.now()), ports);
}
