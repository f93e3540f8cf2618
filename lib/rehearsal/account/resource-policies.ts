import type { Services } from './services';

/** The policies that the resource with an ARN has itself. */
export function resourcePolicies({ lambda, sns, sqs }: Pick<Services, 'lambda' | 'sns' | 'sqs'>, arn: string) {
  const topic = sns.policy(arn) ?? (arn.includes(':sqs:') ? sqs.policy(arn) : undefined);
  const statements = lambda.registry.resourcePolicy(arn);
  const name = `the policy of ${arn}`;
  return [
    ...(topic === undefined ? [] : [{ name, document: topic }]),
    ...(statements.length === 0 ? [] : [{ name, document: { Version: '2012-10-17', Statement: statements } }]),
  ];
}
