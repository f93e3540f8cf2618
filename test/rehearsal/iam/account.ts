import { type Decision } from '../../../lib/rehearsal/iam/decisions/decision';
import { Iam } from '../../../lib/rehearsal/iam/iam';
import { readPolicy } from '../../../lib/rehearsal/iam/policy-document';
import { type Principal } from '../../../lib/rehearsal/iam/principal';
import { type Permission } from '../../../lib/rehearsal/kernel/permission';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';

export const ACCOUNT = '111122223333';
export const NOW = Date.parse('2026-11-21T12:00:00Z');

export const CONTEXT = { stackName: 'Chat', logicalId: 'Role', where: 'chat.json, Role', generatedName: 'Chat-Role-1' };

export const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
};

type Tags = Readonly<Record<string, string>>;
export type Statements = object | readonly object[];

export function iam(tagsOf: (arn: string) => Tags | undefined = () => undefined): Iam {
  return new Iam({ place: place(ACCOUNT, 'eu-west-1'), randomness: new Randomness(7), now: () => NOW, tagsOf });
}

export function provider(account: Iam, type: 'Role' | 'Policy' | 'ManagedPolicy') {
  return account.providers.find((candidate) => candidate.type === `AWS::IAM::${type}`)!;
}

/** Every statement that is written for a role of the account. */
export function statementsOf(account: Iam) {
  return account
    .roles()
    .flatMap(({ inlinePolicies }) => [...inlinePolicies.values()].flatMap(({ Statement }) => Statement));
}

export function policy(Statement: Statements, Version = '2012-10-17') {
  return { Version, Statement };
}

/** A role `caller` under the path `/app/`, and what it asks for. Statements stand as a template has them. */
export interface Case {
  readonly version?: string;
  readonly identity?: Statements;
  readonly boundary?: Statements;
  readonly resourcePolicy?: Statements;
  readonly tags?: Tags;
  readonly resourceTags?: Tags;
  /** A service that asks instead of the role. */
  readonly service?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Permission['context'];
}

export const CALLER = `arn:aws:iam::${ACCOUNT}:role/app/caller`;
export const SESSION = 'session-1';
export const TABLE = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/ledger`;

export function asks(service?: string): Principal {
  return service === undefined ? { kind: 'role', roleArn: CALLER, sessionName: SESSION } : { kind: 'service', service };
}

/** Makes the role of a case. */
export async function makeCaller(account: Iam, { version, identity, boundary, tags = {} }: Case): Promise<void> {
  if (boundary) {
    const properties = { ManagedPolicyName: 'boundary', PolicyDocument: policy(boundary, version) };
    await provider(account, 'ManagedPolicy').create(properties, CONTEXT);
  }
  await provider(account, 'Role').create(
    {
      RoleName: 'caller',
      Path: '/app/',
      AssumeRolePolicyDocument: TRUST,
      ...(identity && { Policies: [{ PolicyName: 'own', PolicyDocument: policy(identity, version) }] }),
      ...(boundary && { PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary` }),
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    },
    CONTEXT,
  );
}

export async function decide(given: Case): Promise<Decision> {
  const account = iam(() => given.resourceTags);
  await makeCaller(account, given);
  const { resourcePolicy, version } = given;
  return account.decide({
    principal: asks(given.service),
    permission: {
      action: given.action ?? 'dynamodb:GetItem',
      resource: given.resource ?? TABLE,
      ...(given.context && { context: given.context }),
    },
    resourcePolicies: resourcePolicy
      ? [{ name: 'on the resource', document: readPolicy(policy(resourcePolicy, version), 'the resource') }]
      : [],
  });
}

/** What a case comes to, in a table's words: `allow`, `deny`, or `stop: ` and what is not emulated. */
export async function outcome(given: () => Promise<Decision>): Promise<string> {
  try {
    return (await given()).allowed ? 'allow' : 'deny';
  } catch (error) {
    if (error instanceof Error && error.name === 'NotEmulated')
      return `stop: ${(error as Error & { what: string }).what}`;
    throw error;
  }
}
