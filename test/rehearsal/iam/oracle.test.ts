import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { type Decision } from '../../../lib/rehearsal/iam/decisions/decision';
import {
  ACCOUNT,
  asks,
  CALLER,
  CONTEXT,
  decide,
  iam,
  makeCaller,
  NOW,
  outcome,
  policy,
  provider,
  SESSION,
  type Case,
} from './account';
import { assumptions, CARRIED, requests, TARGET } from './made-up-cases';

/**
 * Compares decisions with those of another implementation, over policies made up from a seed.
 *
 * Left out of what is made up, as the two differ by intention:
 * - documents of version 2008-10-17, in whose text the other one fills in variables as well;
 * - `NotPrincipal` that names a role without its session, by which the other one leaves the role out, and here stops;
 * - variables before the fifth colon of a resource, which the other one takes for text with a colon, and here stops;
 * - incomplete ARNs without a `*` or in `NotResource`, and a `*` that would have to reach over a colon, where here stops;
 * - variables without a value in `NotResource` or under a negated operator, which the other one says match nothing,
 *   and here stop: AWS does not say what they come to;
 * - `ForAnyValue:…IfExists` of a key that is not there, which the other one says does not hold.
 */
const SEEDS = [1, 2, 3];
const CASES_PER_SEED = 200;

async function askOther({ action = '', resource = '', tags = {}, ...given }: Case): Promise<string> {
  const simulation: Simulation = {
    request: {
      principal: `arn:aws:sts::${ACCOUNT}:assumed-role/caller/${SESSION}`,
      action,
      resource: { resource, accountId: ACCOUNT },
      contextVariables: {
        'aws:PrincipalArn': CALLER,
        'aws:PrincipalAccount': ACCOUNT,
        'aws:PrincipalType': 'AssumedRole',
        'aws:userid': `AROAEXAMPLE:${SESSION}`,
        'aws:RequestedRegion': 'eu-west-1',
        'aws:SecureTransport': 'true',
        'aws:CurrentTime': new Date(NOW).toISOString(),
        'aws:EpochTime': String(NOW / 1000),
        'aws:SourceIp': CARRIED['aws:SourceIp'][0]!,
        'aws:TagKeys': CARRIED['aws:TagKeys'],
        ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
      },
    },
    identityPolicies: given.identity ? [{ name: 'own', policy: policy(given.identity) }] : [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(given.resourcePolicy && { resourcePolicy: policy(given.resourcePolicy) }),
    ...(given.boundary && { permissionBoundaryPolicies: [{ name: 'boundary', policy: policy(given.boundary) }] }),
  };
  const result = await runSimulation(simulation, {});
  if (result.resultType === 'error') return `error: ${JSON.stringify(result.errors)}`;
  return result.overallResult === 'Allowed' ? 'allow' : 'deny';
}

async function assume({ resourcePolicy = [], ...given }: Case): Promise<Decision> {
  const account = iam();
  await makeCaller(account, given);
  const properties = { RoleName: 'target', AssumeRolePolicyDocument: policy(resourcePolicy) };
  await provider(account, 'Role').create(properties, CONTEXT);
  return account.decideAssumeRole(asks(), TARGET, given.context);
}

describe('the answers of another implementation are given', () => {
  async function compare(seed: number, made: fc.Arbitrary<Case>, ask: (given: Case) => Promise<Decision>) {
    const differences: unknown[] = [];
    const outcomes: string[] = [];
    for (const given of fc.sample(made, { seed, numRuns: CASES_PER_SEED })) {
      const [here, there] = [await outcome(() => ask(given)), await askOther(given)];
      outcomes.push(here);
      if (here !== there) differences.push({ here, there, given });
    }
    const count = (one: string) => outcomes.filter((other) => other === one).length;
    // Cases that come to one answer only would compare nothing.
    return { differences, isMixed: Math.min(count('allow'), count('deny')) > CASES_PER_SEED / 10 };
  }

  it.each(SEEDS)('to who may do what, seed %i', async (seed) => {
    await expect(compare(seed, requests, decide)).resolves.toEqual({ differences: [], isMixed: true });
  });

  it.each(SEEDS)('to who may assume a role, seed %i', async (seed) => {
    await expect(compare(seed, assumptions, assume)).resolves.toEqual({ differences: [], isMixed: true });
  });
});
