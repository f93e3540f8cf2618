/** The services whose calls are signed by another name than policies know them by. */
const POLICY_PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** The operations that policies know by another name. */
const POLICY_ACTIONS: Readonly<Record<string, string>> = {
  'lambda:Invoke': 'lambda:InvokeFunction',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
  'sqs:SendMessageBatch': 'sqs:SendMessage',
};

/**
 * All that a call of an API goes by in a scenario: as policies name it, and as its operation is called.
 *
 * @param service by its signing name
 */
export function callNames(service: string, operation: string): readonly string[] {
  const name = `${POLICY_PREFIXES[service] ?? service}:${operation}`;
  const action = POLICY_ACTIONS[name];
  return action === undefined ? [name] : [name, action];
}
