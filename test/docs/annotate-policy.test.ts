import { runSimulation } from '@cloud-copilot/iam-simulate';
import cases from '../cases/security/annotate-policy.json';
import { decide, outcome, policy } from '../rehearsal/iam/account';
import { fencesOf } from './fences';

interface Call {
  readonly action: string;
  readonly resource: string;
  readonly leadingKeys?: readonly string[];
}

interface Statement {
  readonly Action: string | readonly string[];
}

const [fence, ...more] = fencesOf('docs/guides/facts-of-the-commit.md').filter(({ kind }) => kind === 'json');
const { Statement: statements } = JSON.parse(fence?.text ?? '') as { readonly Statement: readonly Statement[] };
const actionsOf = ({ Action: actions }: Statement) => (typeof actions === 'string' ? [actions] : actions);

/** By the policies of the rehearsal. */
function decided(identity: readonly object[], { action, resource, leadingKeys }: Call): Promise<string> {
  const context = leadingKeys && { 'dynamodb:LeadingKeys': leadingKeys };
  return outcome(() => decide({ identity, action, resource, ...(context && { context }) }));
}

/** By another implementation of IAM. */
async function simulated(identity: readonly object[], { action, resource, leadingKeys = [] }: Call): Promise<string> {
  const result = await runSimulation(
    {
      request: {
        principal: 'arn:aws:iam::111122223333:role/pipeline',
        action,
        resource: { resource, accountId: '111122223333' },
        contextVariables: leadingKeys.length === 0 ? {} : { 'dynamodb:LeadingKeys': [...leadingKeys] },
      },
      identityPolicies: [{ name: 'pipeline', policy: policy(identity) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') return `error: ${JSON.stringify(result.errors)}`;
  return result.overallResult === 'Allowed' ? 'allow' : 'deny';
}

describe('a pipeline whose role has the policy of the guide', () => {
  it('finds one there, whose actions are those that the cases need', () => {
    expect(more).toEqual([]);
    const needed = cases.filter(({ expected }) => expected === 'allow').map(({ action }) => action);
    expect(statements.flatMap(actionsOf).sort()).toEqual([...new Set(needed)].sort());
  });

  it.each(cases)('may annotate, and no more: $name', async ({ expected, ...call }) => {
    expect([await decided(statements, call), await simulated(statements, call)]).toEqual([expected, expected]);
  });

  it.each(statements.map((statement, index) => [actionsOf(statement).join(', '), index] as const))(
    'needs each statement: %s',
    async (_, left) => {
      const others = statements.filter((_, index) => index !== left);
      const needed = cases.filter(({ expected }) => expected === 'allow');
      const denied = await Promise.all(needed.map(async (call) => (await simulated(others, call)) === 'deny'));
      expect(denied).toContain(true);
      expect(await Promise.all(needed.map(async (call) => (await decided(others, call)) === 'deny'))).toEqual(denied);
    },
  );
});
