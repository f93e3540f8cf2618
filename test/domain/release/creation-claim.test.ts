import { claimProblem, creationClaims, type StackResource } from '../../../lib/domain/release/creation-claim';
import cases from '../../cases/release/creation-claims.json';

interface Case {
  readonly name: string;
  readonly of: string;
  readonly found?: StackResource;
  readonly problem?: string;
}

const [resource, fn, group] = creationClaims({
  stackId: 'arn:stack',
  logicalId: 'Asks',
  function: { logicalId: 'Fn', name: 'chat' },
  deploymentGroup: { logicalId: 'Group', name: 'chat-live' },
});
const claims = new Map([
  ['resource', resource],
  ['function', fn],
  ['group', group],
]);

describe('what a request to create an alias claims', () => {
  it.each(cases as readonly Case[])('is held against CloudFormation’s word: $name', ({ of, found, problem }) => {
    const claim = claims.get(of);
    expect(claim && claimProblem(claim, found)).toBe(problem);
    expect(claim).toBeDefined();
  });
});
