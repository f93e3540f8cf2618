import { type StackEvent } from '../../../lib/rehearsal/cloudformation/stack-operation';
import cases from '../../cases/cloudformation/operations-events.json';
import { Account, serviceError, thing } from './account';

type Things = Readonly<Record<string, object | undefined>>;

/** The cases give properties and policies of a thing side by side. */
function resources(things: Things): object {
  return Object.fromEntries(
    Object.entries(things).map(([id, given]) => {
      const members = Object.entries(given ?? {});
      const isPolicy = ([name]: readonly [string, unknown]) => name.endsWith('Policy');
      const properties = Object.fromEntries(members.filter((member) => !isPolicy(member)));
      return [id, thing(properties, Object.fromEntries(members.filter(isPolicy)))];
    }),
  );
}

function line({ logicalId, physicalId, resourceType, status, reason }: StackEvent): string {
  const ofStack = resourceType === 'AWS::CloudFormation::Stack';
  const subject = ofStack || physicalId === undefined ? logicalId : `${logicalId}=${physicalId}`;
  return [subject, status, ...(reason === undefined ? [] : [reason])]
    .join(' ')
    .replace(/RequestToken: [0-9a-f-]{36}/, 'RequestToken: …');
}

describe('the events of a stack operation', () => {
  it.each(cases)('are those of AWS, in its order: $name', async ({ before, after, broken, events }) => {
    const account = new Account();
    if (before) await account.deploy(resources(before));
    const errors: Readonly<Record<string, string | undefined>> = broken ?? {};
    for (const [call, message] of Object.entries(errors)) account.broken.set(call, serviceError(message ?? ''));
    const operation = after ? await account.deploy(resources(after)) : await account.remove();
    expect(operation.events.map(line)).toEqual(events);
    expect(operation.events.at(-1)?.status).toBe(operation.status);
  });
});
